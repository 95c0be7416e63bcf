// The built interface before a stand-in of the gateway: as many nodes as wanted, each told anew four times a second. For figures, where
// nothing but the browser is to be measured.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

const beatMs = 250
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }
const dist = new URL('../dist/', import.meta.url)

/** Serves on a free port of loopback; stop() ends it. */
export async function startStage(count) {
  const streams = new Set()
  let turn = 0
  const timer = setInterval(() => {
    turn++
    const frame = `data: ${JSON.stringify({ now: Date.now(), nodes: lines(count, turn), ...(turn % 4 === 0 ? { pulse: pulse(turn), sinks: [sink(turn)] } : {}) })}\n\n`
    for (const stream of streams) stream.write(frame)
  }, beatMs)
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://stage').pathname
    if (path === '/api/v1/live') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write(`data: ${JSON.stringify({ now: Date.now(), nodes: lines(count, turn), events: [], pulse: pulse(turn), sinks: [sink(turn)] })}\n\n`)
      streams.add(response)
      request.on('close', () => streams.delete(response))
      return
    }
    if (path.startsWith('/api/')) {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(answers[path] ?? []))
      return
    }
    const name = path === '/' ? 'index.html' : path.slice(1)
    try {
      const body = readFileSync(fileURLToPath(new URL(name + '.gz', dist)))
      response.writeHead(200, { 'Content-Type': types[name.split('.').at(-1)] ?? 'application/octet-stream', 'Content-Encoding': 'gzip' })
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    stop() {
      clearInterval(timer)
      server.closeAllConnections()
      server.close()
    },
  }
}

const answers = {
  '/api/v1/session': { user: 'stage', readOnly: false, csrf: 'x', gateway: 'stage', now: Date.now() },
  '/api/v1/channels': [
    { name: 'press', unit: 'kPa', min: 0, max: 2000, decimals: 1, en: 'Pressure', zh: '压力', bool: false },
    { name: 'flow1', unit: 'm3/h', min: -500, max: 500, decimals: 3, en: 'Flow', zh: '流量', bool: false },
    { name: 'level', unit: 'm', min: 0, max: 10, decimals: 3, en: 'Level', zh: '水位', bool: false },
  ],
}

function lines(count, turn) {
  return Array.from({ length: count }, (_, i) => ({
    site: `site-${Math.floor(i / 50)}`, node: `pn-${String(i).padStart(3, '0')}`, state: 'online', seen: Date.now(), packs: turn, flag: (i + turn) % 40 === 0 ? 3 : 1, profile: 'pipeline', faults: 0,
    headline: ['press', 'flow1', 'level'].map((c, n) => ({ c, t: Date.now(), v: 100 * (n + 1) + ((i * 7 + turn * 13) % 90) / 10 })),
  }))
}

const pulse = turn => ({ readings: turn * 1000, perSecond: 4000 + (turn % 7), ackP99Ms: 4.2, refused: 0, connections: 500, journal: 'open' })
const sink = turn => ({ name: 'city', state: 'up', backlogPacks: 0, backlogReadings: turn % 90, forwardedReadings: turn, liveLagMs: 12, packsPerSecond: 500, deadLetters: 0 })
