import { batch, signal, type Signal } from '@preact/signals'
import type { Channel, ChannelValue, EventLine, LiveFrame, NodeLine, Pulse, Session, SinkLine } from './api'

/** What the page knows. Each node is a signal of its own, so that a frame redraws the rows it touches and no others. */
export const session = signal<Session | null>(null)
export const connected = signal(false)
export const nodeKeys = signal<string[]>([])
export const events = signal<EventLine[]>([])
export const sinks = signal<SinkLine[]>([])
export const pulse = signal<Pulse | null>(null)
export const backlog = signal<{ time: number; readings: number }[]>([])
export const channels = signal<Map<string, Channel>>(new Map())
export const values = signal<Map<string, ChannelValue>>(new Map())

/** The gateway's time in ms; moves with every frame. */
export const now = signal(Date.now())
/** Counts changes of any node, for what is summed over all of them. */
export const nodesVersion = signal(0)

const nodes = new Map<string, Signal<NodeLine>>()
const backlogPoints = 600

export const keyOf = (site: string, node: string): string => `${site}/${node}`

export function nodeOf(key: string): Signal<NodeLine> | undefined {
  return nodes.get(key)
}

export function allNodes(): NodeLine[] {
  return nodeKeys.value.map(key => nodes.get(key)!.value)
}

/** Takes a frame in; what it changes is drawn once. */
export function apply(frame: LiveFrame): void {
  batch(() => take(frame))
}

function take(frame: LiveFrame): void {
  now.value = frame.now
  if (frame.nodes) applyNodes(frame.nodes)
  if (frame.values) {
    const next = new Map(values.value)
    for (const value of frame.values) next.set(value.c, value)
    values.value = next
  }
  if (frame.events) {
    const next = new Map(events.value.map(event => [event.id, event]))
    for (const event of frame.events) next.set(event.id, event)
    events.value = [...next.values()].sort((a, b) => b.raised - a.raised)
  }
  if (frame.pulse) pulse.value = frame.pulse
  if (frame.sinks) {
    sinks.value = frame.sinks
    const readings = frame.sinks.reduce((sum, sink) => sum + sink.backlogReadings, 0)
    backlog.value = [...backlog.value, { time: frame.now, readings }].slice(-backlogPoints)
  }
}

function applyNodes(lines: NodeLine[]): void {
  let fresh = false
  for (const line of lines) {
    const key = keyOf(line.site, line.node)
    const known = nodes.get(key)
    if (known) known.value = line
    else {
      nodes.set(key, signal(line))
      fresh = true
    }
  }
  if (fresh) nodeKeys.value = [...nodes.keys()].sort()
  nodesVersion.value++
}
