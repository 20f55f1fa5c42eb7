import { expect, test } from 'vitest'
import { parseDriver } from '#domain/shipping/drivers.ts'

const ivanov = {
  name: 'Иванов Иван Иванович',
  passportSeries: '45 10',
  passportNumber: '123456',
  issuedBy: 'ОВД «Тверской» г. Москвы',
  issuedOn: '2015-03-12',
}

test.each([
  'Иванов Иван Иванович\n45 10 123456\nОВД «Тверской» г. Москвы\n12.03.2015',
  'Иванов Иван Иванович, 4510 123456, ОВД «Тверской» г. Москвы, 12.03.2015',
  'Иванов Иван Иванович паспорт серия 45 10 № 123456 выдан ОВД «Тверской» г. Москвы 12.03.2015',
  'Иванов  Иван Иванович\nПаспорт 4510123456, выдан 12.03.2015, ОВД «Тверской» г. Москвы',
])('a driver is read however he is written: %s', (text) => expect(parseDriver(text, '2026-11-25')).toEqual(ivanov))

test.each([
  ['45 10 123456 ОВД «Тверской» 12.03.2015', 'bad_driver'],
  ['не знаю 😀', 'bad_driver'],
  ['<b>Иванов</b> Иван\n45 10 123456\nОВД\n12.03.2015', 'bad_driver'],
  ['Иванов Иван\n45 10 12345\nОВД\n12.03.2015', 'bad_passport'],
  ['Иванов Иван', 'bad_passport'],
  ['Иванов Иван\n45 10 123456\nОВД «Тверской»', 'bad_passport_day'],
  ['Иванов Иван\n45 10 123456\nОВД «Тверской»\n31.02.2015', 'bad_passport_day'],
  ['Иванов Иван\n45 10 123456\nОВД «Тверской»\n26.11.2026', 'bad_passport_day'],
  ['Иванов Иван\n45 10 123456\n12.03.2015', 'bad_issuer'],
])('«%s» lacks something: %s', (text, problem) => expect(parseDriver(text, '2026-11-25')).toBe(problem))
