import type { JSX } from 'preact'

/** A little filled line; told in words by its label. */
export function Spark({ points, label, tone }: { points: number[]; label: string; tone: string }): JSX.Element | null {
  if (points.length < 2) return null
  const most = Math.max(1, ...points)
  const step = 100 / (points.length - 1)
  const line = points.map((point, i) => `${(i * step).toFixed(2)},${(30 - (point / most) * 28).toFixed(2)}`).join(' ')
  return (
    <svg class={`spark spark-${tone}`} viewBox="0 0 100 31" preserveAspectRatio="none" role="img" aria-label={label}>
      <polygon points={`0,31 ${line} 100,31`} class="spark-fill" />
      <polyline points={line} fill="none" stroke="currentColor" stroke-width="1.5" vector-effect="non-scaling-stroke" />
    </svg>
  )
}
