import type { Channel, EventLine, NodeLine, Pulse, SinkLine } from './api'
import { cause, clock, number } from './format'
import { t, tr } from './i18n'
import type { Mood } from './parts/marks'
import { to } from './router'

export interface Verdict {
  mood: Mood
  sentence: string
  detail: string
  link?: string
}

export interface Facts {
  connected: boolean
  now: number
  nodes: NodeLine[]
  events: EventLine[]
  sinks: SinkLine[]
  pulse: Pulse | null
  channels?: Map<string, Channel>
}

export const isOpen = (event: EventLine): boolean => event.cleared === undefined
const needsPerson = (event: EventLine): boolean => isOpen(event) && event.acknowledged === undefined
const weight = { critical: 3, alarm: 2, warning: 1, notice: 0 }

/** One sentence for whoever looks for five seconds: the worst that is so, and what it means. */
export function verdict(facts: Facts): Verdict {
  const { nodes, events, sinks, pulse } = facts
  if (!facts.connected) return { mood: 'alarm', sentence: t('verdict.lost'), detail: t('verdict.lost.detail', { time: clock(facts.now) }) }
  if (pulse && pulse.journal !== 'open') {
    return { mood: 'alarm', sentence: t('verdict.journal', { why: tr('journal', pulse.journal) }), detail: t('verdict.journal.detail'), link: to('gateway') }
  }

  const waiting = events.filter(needsPerson).sort((a, b) => weight[b.severity] - weight[a.severity])
  const worst = waiting[0]
  if (worst) {
    const fill = { kind: tr('kind', worst.kind), node: worst.node, count: waiting.length - 1 }
    return {
      mood: weight[worst.severity] >= 2 ? 'alarm' : 'warn',
      sentence: t(waiting.length > 1 ? 'verdict.event.more' : 'verdict.event', fill),
      detail: cause(worst.cause, facts.channels ?? new Map()),
      link: to('events', worst.id),
    }
  }

  const owed = t('verdict.sink.detail', { count: number(sinks.reduce((sum, sink) => Math.max(sum, sink.backlogReadings), 0)) })
  const down = sinks.find(sink => sink.state === 'down' || sink.state === 'blocked')
  if (down) return { mood: 'warn', sentence: t('verdict.sink', { sink: down.name }), detail: owed, link: to('gateway') }
  const offline = nodes.filter(node => node.state === 'offline').length
  if (offline > 0) return { mood: 'warn', sentence: t('verdict.offline', { count: offline, total: nodes.length }), detail: t('verdict.offline.detail') }
  const behind = sinks.find(sink => sink.backlogPacks > 50 && sink.backlogPacks > sink.packsPerSecond * 5)
  if (behind) return { mood: 'note', sentence: t('verdict.draining', { sink: behind.name }), detail: owed, link: to('gateway') }
  const doubtful = nodes.filter(node => node.state === 'online' && (node.flag === 3 || node.flag === 4)).length
  if (doubtful > 0) return { mood: 'note', sentence: t('verdict.suspect', { count: doubtful, total: nodes.length }), detail: t('verdict.suspect.detail') }
  const online = nodes.filter(node => node.state === 'online').length
  return {
    mood: 'ok',
    sentence: t('verdict.ok'),
    detail: online === 0 ? t('verdict.quiet.detail') : t('verdict.ok.detail', { nodes: online, rate: number(pulse?.perSecond ?? 0) }),
  }
}
