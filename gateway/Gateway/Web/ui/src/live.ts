import { get, type LiveFrame } from './api'
import { apply, backlog, connected, session, values } from './store'

let source: EventSource | null = null
let wanted: string | null = null

/** Opens the stream, for every value of one node or for none's; a stream that is already so stays. */
export function follow(node: { site: string; node: string } | null): void {
  const query = node ? `?site=${encodeURIComponent(node.site)}&node=${encodeURIComponent(node.node)}` : ''
  if (source && wanted === query) return
  if (wanted !== query) values.value = new Map()
  wanted = query
  source?.close()
  source = new EventSource('/api/v1/live' + query)
  source.onopen = () => (connected.value = true)
  source.onmessage = message => {
    connected.value = true
    apply(JSON.parse(message.data as string) as LiveFrame)
  }
  source.onerror = () => {
    connected.value = false
    // The browser tries again by itself, unless it was refused: then the session may have ended.
    if (source?.readyState === EventSource.CLOSED) void again(query)
  }
}

export function unfollow(): void {
  source?.close()
  source = null
  wanted = null
  connected.value = false
}

export async function loadBacklog(): Promise<void> {
  backlog.value = await get<{ time: number; readings: number }[]>('/api/v1/backlog')
}

async function again(query: string): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 2000))
  if (wanted !== query) return
  const answer = await get<{ user?: string }>('/api/v1/session').catch(() => null)
  if (answer && !answer.user) {
    unfollow()
    session.value = null
    return
  }
  source = null
  const [, site, node] = /site=([^&]*)&node=(.*)/.exec(query) ?? []
  follow(site && node ? { site: decodeURIComponent(site), node: decodeURIComponent(node) } : null)
}
