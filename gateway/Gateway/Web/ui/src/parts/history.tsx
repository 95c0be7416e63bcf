import type { JSX } from 'preact'
import { lazy, Suspense } from 'preact/compat'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { History } from '../api'
import { channelName, figure } from '../format'
import { t, type Key } from '../i18n'
import { broken, summary } from '../series'
import { channels } from '../store'
import { useLoad } from './load'
import { Flag, Sorry } from './marks'

const Chart = lazy(() => import('./chart'))
const hour = 3_600_000
const refreshMs = 10_000

const ranges: { name: Key; ms: number; resolution: string }[] = [
  { name: 'range.1h', ms: hour, resolution: 'raw' },
  { name: 'range.6h', ms: 6 * hour, resolution: '1min' },
  { name: 'range.24h', ms: 24 * hour, resolution: '1min' },
  { name: 'range.7d', ms: 168 * hour, resolution: '15min' },
  { name: 'range.30d', ms: 720 * hour, resolution: '1h' },
]

export function HistoryPanel({ site, node, name }: { site: string; node: string; name: string }): JSX.Element {
  const [range, setRange] = useState(ranges[0]!)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTurn(n => n + 1), refreshMs)
    return () => clearInterval(timer)
  }, [])
  const query = `site=${encodeURIComponent(site)}&node=${encodeURIComponent(node)}&channel=${encodeURIComponent(name)}&last=${range.ms}&resolution=${range.resolution}`
  const { data, error, again } = useLoad<History>(`/api/v1/history?${query}`, 0)
  useEffect(() => {
    if (turn > 0) again()
  }, [turn])
  const channel = channels.value.get(name)
  const shown = useMemo(() => (data ? broken(data) : null), [data])
  const told = data ? summary(data) : null
  const decimals = channel?.decimals ?? 2
  const say = (value: number, more = 0): string => figure(value, decimals + more, channel?.unit ?? '')
  return (
    <section class="panel" aria-labelledby="history">
      <div class="heading">
        <h2 id="history">{channelName(channel, name)}</h2>
        <div class="segments" role="group" aria-label={t('range')}>
          {ranges.map(r => (
            <button key={r.name} aria-pressed={r === range} onClick={() => setRange(r)}>
              {t(r.name)}
            </button>
          ))}
        </div>
      </div>
      {error && <Sorry why={error} again={again} />}
      {shown && !told && <p class="quiet chart-empty">{t('chart.empty')}</p>}
      {shown && told && (
        <>
          <Suspense fallback={<p class="quiet chart-empty">{t('loading')}</p>}>
            <Chart
              history={shown}
              decimals={decimals}
              label={t('chart.label', {
                channel: channelName(channel, name), node, range: t(range.name), count: told.count, min: say(told.min), mean: say(told.mean), max: say(told.max), gaps: told.gaps, doubt: told.doubt,
              })}
            />
          </Suspense>
          <p class="legend">
            <span class="key key-mean">{t('chart.mean')} {say(told.mean, decimals === 0 ? 1 : 0)}</span>
            <span class="key key-band">{t('chart.band')} {say(told.min)} – {say(told.max)}</span>
            {told.gaps > 0 && <span class="key key-gap">{t('chart.gap')} {told.gaps}</span>}
            {told.doubt > 0 && <Flag flag={3} />}
            <a class="export" href={`/api/v1/export?${query}&format=csv`} download>
              {t('chart.export')}
            </a>
            <a href={`/api/v1/export?${query}&format=parquet`} download>
              {t('chart.parquet')}
            </a>
          </p>
        </>
      )}
    </section>
  )
}
