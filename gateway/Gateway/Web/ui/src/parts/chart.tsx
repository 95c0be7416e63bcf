import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { History } from '../api'
import { gapsOf } from '../series'
import { colour, paint } from '../theme'

const height = 300

/** Mean as a line, least to most as a band; gaps are hatched, doubtful points wear the shape of their flag. */
export default function Chart({ history, decimals, label }: { history: History; decimals: number; label: string }): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const painted = paint.value
  useEffect(() => {
    const host = box.current!
    const gaps = gapsOf(history)
    const seconds = history.t.map(time => time / 1000)
    const chart = new uPlot(options(host.clientWidth, decimals, history, gaps), [seconds, history.min, history.max, history.mean], host)
    const watch = new ResizeObserver(() => chart.setSize({ width: host.clientWidth, height }))
    watch.observe(host)
    return () => {
      watch.disconnect()
      chart.destroy()
    }
  }, [history, decimals, painted])
  return <div class="chart" ref={box} role="img" aria-label={label} />
}

function options(width: number, decimals: number, history: History, gaps: [number, number][]): uPlot.Options {
  const line = colour('--accent')
  const grid = { stroke: colour('--line'), width: 1 }
  const axis = { stroke: colour('--muted'), grid, ticks: grid, font: '12px system-ui, sans-serif' }
  return {
    width,
    height,
    padding: [null, 26, null, null],
    cursor: { points: { size: 7 } },
    legend: { show: false },
    scales: { y: { range: (_chart, low, high) => padded(low, high) } },
    axes: [{ ...axis, space: 84, values: (_chart, ticks) => ticks.map(tick => dayOrTime(tick, ticks)) }, { ...axis, size: 64, ...(decimals === 0 ? { incrs: whole } : {}), values: (_chart, ticks) => plainly(ticks) }],
    series: [{}, { show: true, width: 0, points: { show: false } }, { show: true, width: 0, points: { show: false } }, { stroke: line, width: 1.8, spanGaps: false, points: { show: history.t.length < 60, size: 5, stroke: line, fill: line } }],
    bands: [{ series: [2, 1], fill: colour('--band') }],
    hooks: { drawClear: [chart => hatch(chart, gaps)], draw: [chart => doubts(chart, history)] },
  }
}

// What is counted has no halves.
const whole = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000]

// As many decimals as it takes to tell the ticks apart.
function plainly(ticks: number[]): string[] {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0))
  const decimals = step > 0 ? Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9))) : 0
  return ticks.map(tick => tick.toFixed(decimals))
}

// A day's name at midnight, the time otherwise; seconds only where the ticks are that close.
function dayOrTime(tick: number, ticks: number[]): string {
  const time = new Date(tick * 1000)
  const two = (n: number): string => String(n).padStart(2, '0')
  if (time.getHours() === 0 && time.getMinutes() === 0 && time.getSeconds() === 0) return `${two(time.getMonth() + 1)}-${two(time.getDate())}`
  const seconds = (ticks[1] ?? 0) - (ticks[0] ?? 0) < 60
  return `${two(time.getHours())}:${two(time.getMinutes())}${seconds ? `:${two(time.getSeconds())}` : ''}`
}

function padded(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1]
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 0.002, 1e-6)
  return [low - room, high + room]
}

function hatch(chart: uPlot, gaps: [number, number][]): void {
  const { ctx, bbox } = chart
  ctx.save()
  ctx.strokeStyle = colour('--gap')
  ctx.lineWidth = devicePixelRatio
  for (const [from, to] of gaps) {
    const left = Math.max(bbox.left, chart.valToPos(from / 1000, 'x', true))
    const right = Math.min(bbox.left + bbox.width, chart.valToPos(to / 1000, 'x', true))
    if (right - left < 1) continue
    ctx.save()
    ctx.beginPath()
    ctx.rect(left, bbox.top, right - left, bbox.height)
    ctx.clip()
    ctx.beginPath()
    for (let x = left - bbox.height; x < right; x += 9 * devicePixelRatio) {
      ctx.moveTo(x, bbox.top + bbox.height)
      ctx.lineTo(x + bbox.height, bbox.top)
    }
    ctx.stroke()
    ctx.restore()
  }
  ctx.restore()
}

function doubts(chart: uPlot, history: History): void {
  const { ctx } = chart
  const size = 4.5 * devicePixelRatio
  history.flag.forEach((flag, i) => {
    const value = history.mean[i]
    if ((flag !== 3 && flag !== 4) || value === null || value === undefined) return
    const [x, y] = [chart.valToPos(history.t[i]! / 1000, 'x', true), chart.valToPos(value, 'y', true)]
    ctx.beginPath()
    ctx.fillStyle = colour(flag === 3 ? '--warn' : '--alarm')
    if (flag === 3) {
      ctx.moveTo(x, y - size)
      ctx.lineTo(x + size, y + size)
      ctx.lineTo(x - size, y + size)
    } else {
      ctx.moveTo(x, y - size)
      ctx.lineTo(x + size, y)
      ctx.lineTo(x, y + size)
      ctx.lineTo(x - size, y)
    }
    ctx.fill()
  })
}
