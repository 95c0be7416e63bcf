import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { postForFile, type GatewayDetail, type LogLine } from '../api'
import { differences, type Json } from '../config'
import { bytes, clock, number, span } from '../format'
import { t, tr, type Key } from '../i18n'
import { useLoad } from '../parts/load'
import { Sorry } from '../parts/marks'
import { SinkTable } from '../parts/sinks'
import { session } from '../store'
import { cardYears, dailyBytes } from '../wear'

const refreshMs = 3000

export function Gateway(): JSX.Element {
  const detail = useLoad<GatewayDetail>('/api/v1/gateway', refreshMs)
  const logs = useLoad<LogLine[]>('/api/v1/logs', refreshMs)
  return (
    <>
      <h1 tabIndex={-1}>{t('gateway.title')}</h1>
      {detail.error && <Sorry why={detail.error} again={detail.again} />}
      <section class="panel" aria-labelledby="sinks">
        <h2 id="sinks">{t('overview.sinks')}</h2>
        <SinkTable full />
      </section>
      {detail.data && <State detail={detail.data} />}
      <Configuration />
      <Support />
      <section class="panel" aria-labelledby="logs">
        <h2 id="logs">{t('gateway.logs')}</h2>
        <Logs lines={logs.data ?? []} />
      </section>
    </>
  )
}

function State({ detail }: { detail: GatewayDetail }): JSX.Element {
  const journal = detail.journal
  const refusals = Object.entries(detail.refusals)
  const daily = dailyBytes(detail)
  const years = cardYears(detail)
  return (
    <div class="columns">
      <section class="panel" aria-labelledby="journal">
        <h2 id="journal">{t('gateway.journal')}</h2>
        {journal && (
          <dl class="pairs">
            <dt>{t('gateway.state')}</dt>
            <dd class={journal.state === 'open' ? 'good' : 'bad'}>
              {tr('journal', journal.state)} {journal.reason}
            </dd>
            <dt>{t('gateway.data')}</dt>
            <dd>{number(journal.dataRecords)}</dd>
            <dt>{t('gateway.events')}</dt>
            <dd>{number(journal.eventRecords)}</dd>
            <dt>{t('gateway.evicted')}</dt>
            <dd>{number(journal.evicted)}</dd>
            <dt>{t('gateway.lost')}</dt>
            <dd>{number(journal.lost)}</dd>
            <dt>{t('gateway.written')}</dt>
            <dd>
              {bytes(journal.writtenTotal)} {daily !== null && <small>{t('gateway.daily', { bytes: bytes(daily) })}</small>}
              <Wear written={journal.written} total={journal.writtenTotal} />
            </dd>
            {years !== null && (
              <>
                <dt>{t('gateway.card')}</dt>
                <dd>{t('tile.card', { years: number(years, years < 10 ? 1 : 0) })}</dd>
              </>
            )}
            <dt>{t('gateway.flushes')}</dt>
            <dd>{number(journal.flushes)}</dd>
          </dl>
        )}
      </section>
      <section class="panel" aria-labelledby="limits">
        <h2 id="limits">{t('gateway.limits')}</h2>
        <dl class="pairs">
          <dt>{t('gateway.uptime')}</dt>
          <dd>{span(detail.uptimeSeconds)}</dd>
          {detail.diskFree !== undefined && (
            <>
              <dt>{t('gateway.disk')}</dt>
              <dd>{t('gateway.diskof', { free: bytes(detail.diskFree), total: bytes(detail.diskTotal ?? 0) })}</dd>
            </>
          )}
          <dt>{t('gateway.streams')}</dt>
          <dd>{number(detail.streams)}</dd>
          <dt>{t('gateway.refused')}</dt>
          <dd>{refusals.length === 0 ? t('gateway.norefusals') : refusals.map(([reason, count]) => <code key={reason}>{reason} <b>{number(count)}</b></code>)}</dd>
        </dl>
      </section>
    </div>
  )
}

function Wear({ written, total }: { written: Record<string, number>; total: number }): JSX.Element {
  return (
    <ul class="wear">
      {Object.entries(written).map(([cause, count]) => (
        <li key={cause}>
          <span>{tr('wear', cause)}</span>
          <meter min={0} max={Math.max(1, total)} value={count} aria-label={tr('wear', cause)} />
          <span>{bytes(count)}</span>
        </li>
      ))}
    </ul>
  )
}

const others: { of: 'defaults' | 'file' | 'last-good'; name: Key }[] = [
  { of: 'defaults', name: 'gateway.defaults' },
  { of: 'file', name: 'gateway.file' },
  { of: 'last-good', name: 'gateway.lastgood' },
]

function Configuration(): JSX.Element {
  const [other, setOther] = useState(others[0]!)
  const { data } = useLoad<Json>('/api/v1/configuration')
  return (
    <section class="panel" aria-labelledby="configuration">
      <div class="heading">
        <h2 id="configuration">{t('gateway.diff')}</h2>
        <div class="segments" role="group" aria-label={t('gateway.compare')}>
          {others.map(choice => (
            <button key={choice.of} aria-pressed={choice === other} onClick={() => setOther(choice)}>
              {t(choice.name)}
            </button>
          ))}
        </div>
      </div>
      {data && <Differences key={other.of} here={data} of={other.of} name={t(other.name)} />}
      <details>
        <summary>{t('gateway.whole')}</summary>
        {data && <pre class="whole" tabIndex={0}>{JSON.stringify(data, null, 2)}</pre>}
      </details>
    </section>
  )
}

function Differences({ here, of, name }: { here: Json; of: string; name: string }): JSX.Element | null {
  const there = useLoad<Json>(`/api/v1/configuration?of=${of}`)
  if (there.status === 404) return <p class="quiet">{t('gateway.nothing')}</p>
  if (there.error) return <Sorry why={there.error} again={there.again} />
  if (!there.data) return <p class="quiet">{t('loading')}</p>
  // Rules have a page of their own; beside the defaults, which have none, they would be all of the list.
  const found = differences(here, there.data).filter(entry => of !== 'defaults' || !entry.path.startsWith('pipeline.'))
  if (found.length === 0) return <p class="quiet">{t('gateway.nodiff')}</p>
  return (
    <div class="scroll" tabIndex={0}>
      <table class="diff">
        <thead>
          <tr>
            <th scope="col">{t('gateway.setting')}</th>
            <th scope="col">{name}</th>
            <th scope="col">{t('gateway.inforce')}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(entry => (
            <tr key={entry.path}>
              <th scope="row">
                <code>{entry.path}</code>
              </th>
              <td>{entry.there === undefined ? '—' : <del>{unkept(entry.there)}</del>}</td>
              <td>{entry.here === undefined ? '—' : <ins>{unkept(entry.here)}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

// What the gateway puts in a secret's place.
function unkept(told: string): string {
  return told.replaceAll('(removed; another than in force)', t('gateway.othersecret')).replaceAll('(removed)', t('gateway.secret'))
}

/** The support bundle, made when asked for: a POST with the session's token, so that a link from elsewhere asks in vain. */
function Support(): JSX.Element {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  async function take(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      save(await postForFile('/api/v1/support-bundle'))
    } catch (fault) {
      setError((fault as Error).message)
    }
    setBusy(false)
  }

  return (
    <section class="panel" aria-labelledby="support">
      <h2 id="support">{t('gateway.support')}</h2>
      <p class="quiet">{t('gateway.support.what')}</p>
      {!session.value?.readOnly && (
        <div class="buttons">
          <button disabled={busy} onClick={() => void take()}>
            {t(busy ? 'gateway.support.busy' : 'gateway.support.take')}
          </button>
        </div>
      )}
      {error && <Sorry why={error} />}
    </section>
  )
}

function save({ name, blob }: { name: string; blob: Blob }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

function Logs({ lines }: { lines: LogLine[] }): JSX.Element {
  if (lines.length === 0) return <p class="quiet">{t('gateway.nologs')}</p>
  return (
    <ol class="logs" tabIndex={0} aria-labelledby="logs">
      {[...lines].reverse().map((line, i) => (
        <li key={i} class={`level-${line.level}`}>
          <time>{clock(line.time)}</time> <b>{tr('level', line.level)}</b> <span>{line.text}</span>
        </li>
      ))}
    </ol>
  )
}
