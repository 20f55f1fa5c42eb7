import net from 'node:net'
import { onTestFinished } from 'vitest'

/** Nobody speaks there: every call is hung up on, and counted. */
export async function createDeadServer() {
  let calls = 0
  const server = net.createServer((socket) => {
    calls++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.address() as net.AddressInfo
  return { uri: `mongodb://127.0.0.1:${port}/none`, calls: () => calls }
}
