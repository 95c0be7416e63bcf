import type { JSX } from 'preact'
import type { GatewayDetail, LogLine } from '../api'
import { differences } from '../config'
import { bytes, clock, number, span } from '../format'
import { t, tr } from '../i18n'
import { useLoad } from '../parts/load'
import { Sorry } from '../parts/marks'
import { SinkTable } from '../parts/sinks'
import { Tree } from '../parts/tree'

const refreshMs = 3000
type Config = Parameters<typeof differences>[0]

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
  const daily = journal && detail.uptimeSeconds > 60 ? (journal.writtenTotal / detail.uptimeSeconds) * 86400 : null
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

function Configuration(): JSX.Element {
  const { data } = useLoad<Config>('/api/v1/configuration')
  const usual = useLoad<Config>('/api/v1/configuration?of=defaults')
  const changed = data && usual.data ? differences(data, usual.data).filter(entry => !entry.path.startsWith('pipeline.')) : []
  return (
    <section class="panel" aria-labelledby="configuration">
      <h2 id="configuration">{t('gateway.config')}</h2>
      <h3>{t('gateway.diff')}</h3>
      {data && usual.data && changed.length === 0 && <p class="quiet">{t('gateway.nodiff')}</p>}
      <ul class="diff">
        {changed.slice(0, 60).map(entry => (
          <li key={entry.path}>
            <code>{entry.path}</code> {entry.usual !== undefined && <del>{entry.usual}</del>} <ins>{entry.value}</ins>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('gateway.whole')}</summary>
        {data && <Tree value={data} />}
      </details>
    </section>
  )
}

function Logs({ lines }: { lines: LogLine[] }): JSX.Element {
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
