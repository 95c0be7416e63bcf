import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ChannelValue, NodeDetail } from '../api'
import { ago, channelName, number, value } from '../format'
import { t } from '../i18n'
import { Commands } from '../parts/commands'
import { HistoryPanel } from '../parts/history'
import { useLoad } from '../parts/load'
import { Connection, Flag, Sorry } from '../parts/marks'
import { Tree } from '../parts/tree'
import { channels, keyOf, nodeKeys, nodeOf, now, values } from '../store'

const refreshMs = 5000
const shownFirst = ['veh1', 'press', 'pm2_5', 'flow1', 'laeq', 'level', 'no2', 't']

export function Node({ site, node }: { site: string; node: string }): JSX.Element {
  nodeKeys.value
  const [picked, setPicked] = useState<string | null>(null)
  const { data, error, again } = useLoad<NodeDetail>(`/api/v1/nodes/${encodeURIComponent(site)}/${encodeURIComponent(node)}`, refreshMs)
  const line = nodeOf(keyOf(site, node))?.value ?? data?.line
  if (error && !line) return <Sorry why={error} again={again} />
  const rows = [...values.value.values()].sort((a, b) => a.c.localeCompare(b.c))
  const name = picked ?? shownFirst.find(channel => values.value.has(channel)) ?? rows.find(row => row.v !== undefined)?.c ?? null
  // On a phone the chart is out of sight when a channel is picked from the list.
  const pick = (channel: string): void => {
    setPicked(channel)
    document.querySelector('.chosen-channel')?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1}>
          {line?.label ?? node} <small>{line?.label ? `${site} · ${node}` : site}</small>
        </h1>
        {line && (
          <p class="facts">
            <Connection state={line.state} />
            {line.seen > 0 && <span>{t('node.seen', { ago: ago(line.seen, now.value) })}</span>}
            <span>{t('node.packs', { count: number(line.packs) })}</span>
            {line.faults > 0 && <span class="bad">{t('node.faults', { count: line.faults })}</span>}
          </p>
        )}
      </div>
      <div class="node-page">
        <div class="stack chosen-channel">
          {name && <HistoryPanel key={name} site={site} node={node} name={name} />}
          <Commands site={site} node={node} status={data?.status} result={data?.commandResult} />
        </div>
        <section class="panel values" aria-labelledby="values">
          <h2 id="values">{t('node.values')}</h2>
          {rows.length === 0 ? <p class="quiet">{t('node.novalues')}</p> : <Values rows={rows} name={name} pick={pick} />}
        </section>
        <div class="columns node-more">
          <section class="panel" aria-labelledby="health">
            <h2 id="health">{t('node.health')}</h2>
            {data?.status ? <Tree value={data.status} /> : <p class="quiet">{t('node.nohealth')}</p>}
          </section>
          <section class="panel" aria-labelledby="config">
            <h2 id="config">{t('node.config')}</h2>
            {data?.reported ? <Tree value={data.reported} /> : <p class="quiet">{t('node.noconfig')}</p>}
          </section>
        </div>
      </div>
    </>
  )
}

function Values({ rows, name, pick }: { rows: ChannelValue[]; name: string | null; pick: (channel: string) => void }): JSX.Element {
  return (
    <table class="channel-table">
      <thead>
        <tr>
          <th scope="col">{t('node.channel')}</th>
          <th scope="col" class="n">{t('node.value')}</th>
          <th scope="col">{t('flags')}</th>
          <th scope="col" class="n age">{t('node.age')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => {
          const channel = channels.value.get(row.c)
          const title = channelName(channel, row.c)
          return (
            <tr key={row.c} class={`flagged-${row.q ?? 1} ${row.c === name ? 'chosen' : ''}`}>
              <th scope="row">
                <button class="link" aria-label={t('node.show', { channel: title })} aria-pressed={row.c === name} onClick={() => pick(row.c)}>
                  {title}
                </button>
                <code>{row.c}</code>
              </th>
              <td class="n value">{value(row, channel)}</td>
              <td title={row.f?.join(', ')}>
                <Flag flag={row.q ?? 1} />
              </td>
              <td class="n age">{ago(row.t, now.value)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
