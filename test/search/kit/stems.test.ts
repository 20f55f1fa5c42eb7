import { expect, test } from 'vitest'
import { stem } from '#search/kit/stems.ts'

test.each([
  'экран экрана экрану экраном экране экраны экранов экранам',
  'канал канала каналу каналом каналы каналов каналам',
  'сигнал сигнала сигналы сигналов',
  'терминал терминала терминалы терминалов',
  'кабель кабеля кабелем кабели кабелей кабелям',
  'проектор проектора проектором проекторы проекторов',
  'панель панели панелью панелей панелям',
  'камера камеры камеру камерой камер камерам',
  'микрофон микрофона микрофоны микрофонов',
  'усилитель усилителя усилители усилителей',
  'матрица матрицы матрицу матрицей матриц',
  'коммутатор коммутатора коммутаторы коммутаторов',
  'настенный настенная настенное настенные настенного настенных',
  'беспроводной беспроводная беспроводные беспроводных',
  'крепление крепления креплений креплениям',
  'колонка колонки колонку колонкой колонкам',
])('all forms are one word: %s', (forms) => {
  expect(new Set(forms.split(' ').map((word) => stem(word, 'ru'))).size).toBe(1)
})

test('different goods stay different', () => {
  const russian = [
    'экран',
    'канал',
    'камера',
    'кабель',
    'панель',
    'кран',
    'план',
    'карта',
    'стойка',
    'стол',
    'потолочный',
  ]
  expect(new Set(russian.map((word) => stem(word, 'ru'))).size).toBe(russian.length)
  const english = ['control', 'controller', 'mount', 'mounting', 'switch', 'switcher', 'cable', 'cabling']
  expect(new Set(english.map((word) => stem(word, 'en'))).size).toBe(english.length)
})

test.each([
  'switch switches',
  'cable cables',
  'battery batteries',
  'box boxes',
  'display displays',
  'projector projectors',
])('a plural is the same word: %s', (forms) =>
  expect(new Set(forms.split(' ').map((word) => stem(word, 'en'))).size).toBe(1),
)
