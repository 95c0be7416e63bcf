import { beforeAll, expect, test } from 'vitest'
import type { EventLine, NodeLine, SinkLine } from '../src/api'
import { setLanguage } from '../src/i18n'
import { verdict, type Facts } from '../src/verdict'

beforeAll(() => setLanguage('en'))

const node = (state: NodeLine['state'], flag = 1): NodeLine => ({ site: 's', node: 'n', state, flag, seen: 1, packs: 1, faults: 0, headline: [] })
const sink = (change: Partial<SinkLine>): SinkLine => ({ name: 'city', state: 'up', backlogPacks: 0, backlogReadings: 0, forwardedReadings: 0, liveLagMs: 0, packsPerSecond: 1, deadLetters: 0, ...change })
const event = (change: Partial<EventLine>): EventLine => ({ id: 'e', rule: 'r', kind: 'burst', site: 's', node: 'pn-001', severity: 'critical', cause: 'pressure fell', raised: 1, evidence: [], actions: [], ...change })
const facts = (change: Partial<Facts> = {}): Facts => ({
  connected: true, now: 0, nodes: [node('online')], events: [], sinks: [sink({})],
  pulse: { readings: 1, perSecond: 12, ackP99Ms: 1, refused: 0, connections: 1, journal: 'open' }, ...change,
})

test('when all is well it says so', () => {
  expect(verdict(facts())).toMatchObject({ mood: 'ok', sentence: 'All is well.' })
})

test('the worst comes first: connection, journal, event, sink, node, doubt', () => {
  const bad = facts({ nodes: [node('offline'), node('online', 4)], sinks: [sink({ state: 'down', backlogReadings: 40 })], events: [event({})] })
  expect(verdict({ ...bad, connected: false }).sentence).toBe('No connection to the gateway.')
  expect(verdict({ ...bad, pulse: { ...bad.pulse!, journal: 'disk-full' } }).sentence).toContain('disk full')
  expect(verdict(bad)).toMatchObject({ mood: 'alarm', sentence: 'Burst main at pn-001.', detail: 'pressure fell' })
  expect(verdict({ ...bad, events: [] }).sentence).toBe('city cannot be reached.')
  expect(verdict({ ...bad, events: [], sinks: [] }).sentence).toBe('1 of 2 nodes are offline.')
  expect(verdict({ ...bad, events: [], sinks: [], nodes: [node('online', 3)] })).toMatchObject({ mood: 'note' })
})

test('an event somebody has seen, or that is over, alarms no more', () => {
  expect(verdict(facts({ events: [event({ acknowledged: 2, by: 'li' })] })).mood).toBe('ok')
  expect(verdict(facts({ events: [event({ cleared: 2 })] })).mood).toBe('ok')
})
