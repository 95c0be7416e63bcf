import { expect, test } from 'vitest'
import type { History } from '../src/api'
import { label, plan } from '../src/map'
import { differences } from '../src/config'
import { broken, gapsOf, summary } from '../src/series'

const raw = (times: number[]): History => ({
  resolution: 'raw', t: times, n: times.map(() => 1), min: times.map(t => t), max: times.map(t => t), mean: times.map(t => t), flag: times.map(t => (t === 3000 ? 3 : 1)),
})

test('a pause much longer than usual is a gap, and no line crosses it', () => {
  const history = raw([0, 1000, 2000, 3000, 20_000, 21_000])
  expect(gapsOf(history)).toEqual([[3000, 20_000]])
  expect(broken(history).mean).toEqual([0, 1000, 2000, 3000, null, 20_000, 21_000])
  expect(summary(history)).toMatchObject({ gaps: 1, doubt: 1, min: 0, max: 21_000 })
})

test('an even series has no gap', () => {
  const history = raw([0, 1000, 2000])
  expect(gapsOf(history)).toEqual([])
  expect(broken(history)).toBe(history)
})

test('nodes stand on the map as they stand in the world, those without a place below', () => {
  const at = (node: string, lat?: number, lon?: number) => ({ site: 's', node, state: 'online' as const, flag: 1, seen: 0, packs: 0, faults: 0, headline: [], ...(lat === undefined ? {} : { lat, lon: lon! }) })
  const sheet = plan([at('north', 39.95, 116.35), at('south', 39.94, 116.35), at('east', 39.945, 116.36), at('nowhere')], 800, 480, 90)
  const of = (name: string) => sheet.places.find(place => place.node.node === name)!
  expect(of('north').y).toBeLessThan(of('south').y)
  expect(of('east').x).toBeGreaterThan(of('north').x)
  expect(of('nowhere').y).toBeGreaterThan(of('south').y)
  expect(sheet.unplaced).toBe(1)
  expect([1, 2, 5].some(lead => String(sheet.scale!.metres).startsWith(String(lead)))).toBe(true)
})

test('words on the map keep off the edge and the pipe', () => {
  const at = (x: number, y: number) => ({ node: {} as never, x, y })
  expect(label(at(100, 100), 800)).toMatchObject({ anchor: 'start' })
  expect(label(at(780, 100), 800)).toMatchObject({ anchor: 'end' })
  const [first, second, third] = [at(30, 100), at(300, 120), at(780, 300)]
  expect(label(first, 800, undefined, second)).toMatchObject({ anchor: 'start', y: expect.toSatisfy((y: number) => y < 100) })
  expect(label(third, 800, second)).toMatchObject({ anchor: 'end', y: expect.toSatisfy((y: number) => y > 300) })
})

test('a configuration is told by what differs, entries by their names', () => {
  expect(differences({ a: 1, b: { c: 'x' }, d: [true] }, { a: 1, b: { c: 'y' }, e: [] })).toEqual([
    { path: 'b.c', there: 'y', here: 'x' },
    { path: 'd', here: '[true]' },
  ])
  const nodes = (...names: string[]) => ({ nodes: names.map(node => ({ node, password: '(removed)' })) })
  expect(differences(nodes('n2', 'n1'), nodes('n1', 'n3'))).toEqual([
    { path: 'nodes[n3]', there: '{"node":"n3","password":"(removed)"}' },
    { path: 'nodes[n2]', here: '{"node":"n2","password":"(removed)"}' },
  ])
})
