import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { post, type DryRun } from '../api'
import { cause, dateTime, number } from '../format'
import { t, tr } from '../i18n'
import { useLoad } from '../parts/load'
import { Severity, Sorry } from '../parts/marks'
import { channels, session } from '../store'

interface Rule {
  type: string
  id: string
  kind?: string
  site: string
  nodes: string
  severity: string
  actions: { type: string; command?: string; output?: string; state?: string }[]
  [setting: string]: unknown
}

const dryHours = 24
const known = ['type', 'id', 'kind', 'site', 'nodes', 'severity', 'actions']

export function Rules(): JSX.Element {
  const { data, error, again } = useLoad<Rule[]>('/api/v1/rules')
  return (
    <>
      <h1 tabIndex={-1}>{t('rules.title')}</h1>
      <p class="quiet">{t('rules.intro')}</p>
      {error && <Sorry why={error} again={again} />}
      {data?.length === 0 && <p class="quiet big">{t('rules.none')}</p>}
      <ul class="rules">{data?.map(rule => <Card key={rule.id} rule={rule} />)}</ul>
    </>
  )
}

function Card({ rule }: { rule: Rule }): JSX.Element {
  const [result, setResult] = useState<DryRun | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const settings = Object.entries(rule).filter(([name, value]) => !known.includes(name) && value !== null && value !== 0 && value !== false)

  async function dry(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      setResult(await post<DryRun>('/api/v1/rules/dry-run', { rule: rule.id, hours: dryHours }))
    } catch (fault) {
      setError((fault as Error).message)
    }
    setBusy(false)
  }

  return (
    <li class="panel rule">
      <h2>
        {tr('kind', rule.kind ?? rule.type)} <code>{rule.id}</code>
      </h2>
      <dl class="pairs">
        <dt>{t('rules.severity')}</dt>
        <dd>
          <Severity severity={rule.severity} />
        </dd>
        <dt>{t('rules.where')}</dt>
        <dd>
          <code>
            {rule.site}/{rule.nodes}
          </code>
        </dd>
        <dt>{t('rules.settings')}</dt>
        <dd class="settings">
          {settings.map(([name, value]) => (
            <code key={name}>
              {name} <b>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</b>
            </code>
          ))}
        </dd>
        {rule.actions.length > 0 && (
          <>
            <dt>{t('rules.actions')}</dt>
            <dd>
              {rule.actions.map((action, i) => (
                <code key={i}>
                  {action.command === 'valve' ? '' : tr('cmd', action.command ?? action.type)} {action.output && tr('output', action.output)} {action.state && <b>→ {tr('output', action.state)}</b>}
                </code>
              ))}
            </dd>
          </>
        )}
      </dl>
      {!session.value?.readOnly && (
        <button disabled={busy} onClick={() => void dry()}>
          {busy ? t('rules.running') : t('rules.dry', { hours: dryHours })}
        </button>
      )}
      <div role="status">
        {error && <Sorry why={error} />}
        {result && (
          <>
            <p>{t('rules.result', { count: result.events.filter(e => e.phase === 'raised').length, records: number(result.records), from: dateTime(result.from), to: dateTime(result.to) })}</p>
            {!result.complete && <p class="quiet">{t('rules.partial')}</p>}
            <ul class="feed">
              {result.events.slice(0, 20).map((event, i) => (
                <li key={i}>
                  <time>{dateTime(event.time)}</time> <strong>{event.node}</strong> <span>{event.phase === 'raised' ? cause(event.cause, channels.value) : tr('events', event.phase)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </li>
  )
}
