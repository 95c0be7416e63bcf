// The gateway's API as the interface uses it; openapi.json describes it in full.

export interface Session {
  user?: string
  readOnly: boolean
  csrf?: string
  gateway?: string
  version?: string
  now: number
  tiles?: string
}

/** Newest value of a channel: channel, Unix ms, value, text, unit, QARTOD flag (none: good), tests. */
export interface ChannelValue {
  c: string
  t: number
  v?: number
  s?: string
  u?: string
  q?: number
  f?: string[]
}

export interface NodeLine {
  site: string
  node: string
  label?: string
  lat?: number
  lon?: number
  state: 'online' | 'offline' | 'never'
  seen: number
  packs: number
  flag: number
  profile?: string
  faults: number
  headline: ChannelValue[]
}

export interface Evidence {
  key: string
  channel: string
  time: number
  value?: number
}

export interface ActionLine {
  id: string
  phase: string
  time: number
  at: string
  command: string
  output?: string
  state?: string
  attempt: number
  why: string
}

export interface EventLine {
  id: string
  rule: string
  kind: string
  site: string
  node: string
  severity: 'notice' | 'warning' | 'alarm' | 'critical'
  cause: string
  raised: number
  acknowledged?: number
  by?: string
  cleared?: number
  evidence: Evidence[]
  actions: ActionLine[]
}

export interface SinkLine {
  name: string
  state: 'idle' | 'up' | 'down' | 'blocked'
  backlogPacks: number
  backlogReadings: number
  forwardedReadings: number
  liveLagMs: number
  oldest?: number
  packsPerSecond: number
  drainSeconds?: number
  deadLetters: number
  lastError?: string
  lastErrorAt?: number
}

export interface Pulse {
  readings: number
  perSecond: number
  ackP99Ms: number
  refused: number
  connections: number
  journal: string
  journalReason?: string
}

export interface LiveFrame {
  now: number
  nodes?: NodeLine[]
  values?: ChannelValue[]
  events?: EventLine[]
  sinks?: SinkLine[]
  pulse?: Pulse
}

export interface Channel {
  name: string
  unit: string
  min: number
  max: number
  decimals: number
  en: string
  zh: string
  bool: boolean
}

export interface NodeDetail {
  line: NodeLine
  values: ChannelValue[]
  status?: Record<string, unknown>
  reported?: Record<string, unknown>
  commandResult?: { id?: string; ok?: boolean; detail?: unknown }
  address?: string
}

export interface GatewayDetail {
  gateway: string
  pulse: Pulse
  journal?: {
    state: string
    reason?: string
    sinceMs: number
    dataRecords: number
    eventRecords: number
    evicted: number
    lost: number
    written: Record<string, number>
    writtenTotal: number
    flushes: number
    commits: number
  }
  sinks: SinkLine[]
  refusals: Record<string, number>
  packs: number
  duplicatePacks: number
  throttled: number
  diskFree?: number
  diskTotal?: number
  streams: number
  sessions: number
  uptimeSeconds: number
  cardTerabytes: number
}

export interface LogLine {
  time: number
  level: string
  id: number
  category: string
  text: string
}

/** Columns of equal length; times are the starts of buckets, Unix ms. A bucket without a value has null. */
export interface History {
  resolution: string
  t: number[]
  n: number[]
  min: (number | null)[]
  max: (number | null)[]
  mean: (number | null)[]
  flag: number[]
}

export interface DryRun {
  records: number
  from: number
  to: number
  complete: boolean
  events: { phase: string; site: string; node: string; time: number; cause: string }[]
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

let csrf = ''

export function useCsrf(token: string | undefined): void {
  csrf = token ?? ''
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return read<T>(await fetch(path, signal ? { signal } : {}))
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  return read<T>(
    await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify(body) }),
  )
}

/** Asks for a file that is made for whoever may change something. */
export async function postForFile(path: string): Promise<{ name: string; blob: Blob }> {
  const answer = await fetch(path, { method: 'POST', headers: { 'X-CSRF-Token': csrf } })
  if (!answer.ok) await read(answer)
  return { name: /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'support-bundle.tar.gz', blob: await answer.blob() }
}

async function read<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as T
  const body: unknown = await answer.json().catch(() => ({}))
  if (answer.ok) return body as T
  throw new ApiError(answer.status, (body as { detail?: string }).detail ?? answer.statusText)
}
