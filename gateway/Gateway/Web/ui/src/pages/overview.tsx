import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { GatewayDetail } from '../api'
import { ago, bytes, number, span } from '../format'
import { t, tr } from '../i18n'
import { useLoad } from '../parts/load'
import { Severity } from '../parts/marks'
import { NodeGrid } from '../parts/nodegrid'
import { SinkTable } from '../parts/sinks'
import { Spark } from '../parts/spark'
import { to } from '../router'
import { allNodes, backlog, events, nodeKeys, nodeOf, nodesVersion, now, pulse, sinks } from '../store'
import { isOpen } from '../verdict'
import { cardYears, dailyBytes, isDiskLow } from '../wear'

const latest = 5
const diskRefreshMs = 10_000

export function Overview(): JSX.Element {
  const [wanted, setWanted] = useState('')
  const keys = nodeKeys.value.filter(key => !wanted || key.includes(wanted) || nodeOf(key)?.value.label?.includes(wanted))
  return (
    <>
      <h1 tabIndex={-1}>{t('nav.overview')}</h1>
      <Tiles />
      <div class="columns">
        <section class="panel" aria-labelledby="sinks">
          <h2 id="sinks">{t('overview.sinks')}</h2>
          <SinkTable />
        </section>
        <section class="panel" aria-labelledby="latest">
          <h2 id="latest">{t('overview.latest')}</h2>
          <Latest />
        </section>
      </div>
      <section aria-labelledby="nodes">
        <div class="heading">
          <h2 id="nodes">{t('overview.nodes')}</h2>
          <input type="search" aria-label={t('overview.filter')} placeholder={t('overview.filter')} value={wanted} onInput={event => setWanted(event.currentTarget.value.trim())} />
        </div>
        {keys.length === 0 && <p class="quiet">{t('overview.nomatch')}</p>}
        <NodeGrid keys={keys} />
      </section>
    </>
  )
}

function Tiles(): JSX.Element {
  nodesVersion.value
  const nodes = allNodes()
  const online = nodes.filter(node => node.state === 'online').length
  const open = events.value.filter(isOpen)
  const unseen = open.filter(event => event.acknowledged === undefined).length
  const points = backlog.value.map(point => point.readings)
  const waiting = sinks.value.reduce((sum, sink) => sum + sink.backlogReadings, 0)
  const drain = sinks.value.some(sink => sink.state === 'down' || sink.state === 'blocked') ? 0 : Math.max(0, ...sinks.value.map(sink => sink.drainSeconds ?? 0))
  const most = number(Math.max(0, ...points))
  return (
    <div class="tiles">
      <a class="tile" href={to('map')}>
        <span>{t('tile.nodes')}</span>
        <b>{number(online)}</b>
        <small>{t('tile.of', { total: number(nodes.length) })}</small>
      </a>
      <a class={`tile ${unseen > 0 ? 'tile-alarm' : ''}`} href={to('events')}>
        <span>{t('tile.events')}</span>
        <b>{number(open.length)}</b>
        <small>{t('tile.unseen', { count: unseen })}</small>
      </a>
      <a class={`tile ${waiting > 500 ? 'tile-warn' : ''}`} href={to('gateway')}>
        <span>{t('tile.backlog')}</span>
        <b data-tile="backlog">{number(waiting)}</b>
        <small>{drain > 1 ? t('tile.drain', { time: span(drain) }) : '\u00a0'}</small>
        <Spark points={points.slice(-180)} label={t('backlog.chart', { max: most })} tone={waiting > 500 ? 'warn' : 'calm'} />
      </a>
      <a class="tile" href={to('gateway')}>
        <span>{t('tile.rate')}</span>
        <b data-tile="rate">{number(pulse.value?.perSecond ?? 0)}</b>
        <small>{t('tile.ack', { ms: number(pulse.value?.ackP99Ms ?? 0, 1) })}</small>
      </a>
      <Disk />
    </div>
  )
}

/** Room on the disk, and what the card has to bear. */
function Disk(): JSX.Element | null {
  const { data } = useLoad<GatewayDetail>('/api/v1/gateway', diskRefreshMs)
  if (data?.diskFree === undefined) return null
  const daily = dailyBytes(data)
  const years = cardYears(data)
  return (
    <a class={`tile ${isDiskLow(data) ? 'tile-alarm' : ''}`} href={to('gateway')}>
      <span>{t('tile.disk')}</span>
      <b>{bytes(data.diskFree)}</b>
      <small>{years !== null ? t('tile.card', { years: number(years, years < 10 ? 1 : 0) }) : daily !== null ? t('tile.daily', { bytes: bytes(daily) }) : t('tile.diskof', { total: bytes(data.diskTotal ?? 0) })}</small>
    </a>
  )
}

function Latest(): JSX.Element {
  const shown = events.value.slice(0, latest)
  if (shown.length === 0) return <p class="quiet">{t('overview.noevents')}</p>
  return (
    <ul class="feed">
      {shown.map(event => (
        <li key={event.id} class={isOpen(event) ? '' : 'past'}>
          <a href={to('events', event.id)}>
            <Severity severity={event.severity} />
            <strong>{tr('kind', event.kind)}</strong>
            <span>
              {event.node} · {ago(event.raised, now.value)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
