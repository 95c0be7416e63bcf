import type { History } from './api'

const steps: Record<string, number> = { '1min': 60_000, '15min': 900_000, '1h': 3_600_000 }
const patience = 4

/** The usual distance of two points in ms: the resolution, or the median of what is there. */
export function stepOf(history: History): number {
  const fixed = steps[history.resolution]
  if (fixed) return fixed
  const distances = history.t.slice(1).map((time, i) => time - history.t[i]!)
  distances.sort((a, b) => a - b)
  return distances[distances.length >> 1] ?? 0
}

/** Spans in which nothing came although something should have. */
export function gapsOf(history: History): [number, number][] {
  const step = stepOf(history)
  const limit = history.resolution === 'raw' ? step * patience : step * 1.5
  const gaps: [number, number][] = []
  let last: number | null = null
  history.t.forEach((time, i) => {
    if (history.mean[i] === null) return
    if (last !== null && step > 0 && time - last > limit) gaps.push([last, time])
    last = time
  })
  return gaps
}

/** The same with an empty point in every gap, so that no line is drawn across it. */
export function broken(history: History): History {
  const gaps = gapsOf(history)
  if (gaps.length === 0) return history
  const next: History = { resolution: history.resolution, t: [], n: [], min: [], max: [], mean: [], flag: [] }
  let at = 0
  history.t.forEach((time, i) => {
    const gap = gaps[at]
    if (gap && time >= gap[1]) {
      push(next, gap[0] + 1, 0, null, null, null, 9)
      at++
    }
    push(next, time, history.n[i]!, history.min[i]!, history.max[i]!, history.mean[i]!, history.flag[i]!)
  })
  return next
}

function push(to: History, t: number, n: number, min: number | null, max: number | null, mean: number | null, flag: number): void {
  to.t.push(t)
  to.n.push(n)
  to.min.push(min)
  to.max.push(max)
  to.mean.push(mean)
  to.flag.push(flag)
}

export interface Summary {
  count: number
  min: number
  max: number
  mean: number
  gaps: number
  doubt: number
}

export function summary(history: History): Summary | null {
  const mins = history.min.filter(value => value !== null)
  const maxs = history.max.filter(value => value !== null)
  if (mins.length === 0) return null
  const count = history.n.reduce((sum, n) => sum + n, 0)
  const total = history.mean.reduce<number>((sum, mean, i) => sum + (mean ?? 0) * history.n[i]!, 0)
  return {
    count: history.t.length,
    min: Math.min(...mins),
    max: Math.max(...maxs),
    mean: total / Math.max(1, count),
    gaps: gapsOf(history).length,
    doubt: history.flag.filter(flag => flag === 3 || flag === 4).length,
  }
}
