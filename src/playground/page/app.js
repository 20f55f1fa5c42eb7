import { createClock } from './clock.js'
import { showGuide } from './guide.js'
import { language, switchLanguage, translatePage } from './language.js'
import { choosePhone } from './overlays.js'
import { createPhone } from './phone.js'
import { createTabs } from './tabs.js'
import { setTimeZone } from './time.js'

const byId = (id) => document.getElementById(id)
translatePage()
byId('language-button').textContent = language === 'ru' ? 'EN' : 'RU'

let bot = ''
let phones = new Map()
let tabs

const clock = createClock({
  face: byId('clock'),
  buttons: [...document.querySelectorAll('[data-hours]')],
  onTrouble: (text) => phones.values().next().value?.toast(text),
})

/** Follows a link to the bot as one of the people here; any other link opens in a new tab. */
async function openLink(url) {
  const token = new RegExp(`^(?:https?://t\\.me/|tg://resolve\\?domain=)${bot}[?&]start=([\\w-]{1,64})$`, 'i').exec(
    url,
  )?.[1]
  if (token === undefined) return window.open(url, '_blank', 'noopener')
  const name = await choosePhone([...phones.values()])
  if (name === null) return
  tabs.show(name)
  await phones.get(name).say(`/start ${token}`)
}

/** The words behind `@bot` in a text that begins so; null in any other. */
function queryIn(text) {
  const start = `@${bot} `
  return text.toLowerCase().startsWith(start.toLowerCase()) ? text.slice(start.length).trim() : null
}

function draw(state) {
  bot = state.bot.username
  setTimeZone(state.timeZone)
  clock.set(state.now)
  if (phones.size === 0) {
    phones = new Map(state.phones.map((phone) => [phone.name, createPhone(phone, { openLink, queryIn })]))
    byId('phones').replaceChildren(...[...phones.values()].map(({ element }) => element))
    tabs = createTabs(byId('tabs'), [...phones.values()])
  }
  for (const phone of state.phones) phones.get(phone.name).fill(phone)
}

const heard = {
  state: draw,
  message({ phone, message, keys }) {
    phones.get(phone).add(message, keys)
    if (message.fromBot) tabs.notice(phone)
  },
  edited: ({ phone, message, keys }) => phones.get(phone).edit(message, keys),
  deleted: ({ phone, messageIds, keys }) => phones.get(phone).remove(messageIds, keys),
  commands: ({ phone, commands }) => phones.get(phone).setCommands(commands),
  action: ({ phone }) => phones.get(phone).type(),
  clock: ({ now }) => clock.set(now),
}

// The browser connects again by itself, and each connection begins with the whole state.
const source = new EventSource('/api/events')
for (const [name, hear] of Object.entries(heard)) source.addEventListener(name, ({ data }) => hear(JSON.parse(data)))
source.addEventListener('open', () => {
  byId('offline').hidden = true
})
source.addEventListener('error', () => {
  byId('offline').hidden = false
})
byId('guide-button').addEventListener('click', showGuide)
byId('language-button').addEventListener('click', switchLanguage)
