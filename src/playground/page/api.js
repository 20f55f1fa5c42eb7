/** Asks the playground for an action; throws its refusals. */
async function post(path, body, type = 'application/json') {
  const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': type }, body })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}

const json = (path, body) => post(path, JSON.stringify(body))

/** A person's actions with the phone of this name. */
export function handsOf(name) {
  const path = `/api/phones/${name}`
  return {
    say: (text) => json(`${path}/text`, { text }),
    press: (messageId, data) => json(`${path}/press`, { messageId, data }),
    pressKey: (text) => json(`${path}/key`, { text }),
    askInline: (query, offset) => json(`${path}/inline`, { query, offset }),
    insertInline: (queryId, resultId) => json(`${path}/insert`, { queryId, resultId }),
    sendSticker: () => json(`${path}/sticker`, {}),
    sendVoice: () => json(`${path}/voice`, {}),
    shareContact: () => json(`${path}/contact`, {}),
    sendFile: (file, as, caption) => {
      const query = new URLSearchParams({ name: file.name, as, caption })
      return post(`${path}/file?${query}`, file, file.type || 'application/octet-stream')
    },
  }
}

/** Moves the product's time forward. */
export function moveClock(hours) {
  return json('/api/clock', { hours })
}
