import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { post, type ActionLine, type EventLine } from '../api'
import { ago, cause, channelName, dateTime, figure } from '../format'
import { t, tr } from '../i18n'
import { EvidenceChart } from '../parts/evidence'
import { Severity, Sorry } from '../parts/marks'
import { to } from '../router'
import { channels, events, now, session } from '../store'
import { isOpen } from '../verdict'

export function Events({ chosen }: { chosen: string }): JSX.Element {
  const [all, setAll] = useState(chosen !== '')
  const shown = events.value.filter(event => all || isOpen(event))
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1}>{t('events.title')}</h1>
        <div class="segments" role="group" aria-label={t('events.filter')}>
          <button aria-pressed={!all} onClick={() => setAll(false)}>
            {t('events.open')}
          </button>
          <button aria-pressed={all} onClick={() => setAll(true)}>
            {t('events.all')}
          </button>
        </div>
      </div>
      {shown.length === 0 && <p class="quiet big">{t(events.value.length === 0 ? 'events.noneever' : 'events.none')}</p>}
      <ul class="events">
        {shown.map(event => (
          <Card key={event.id} event={event} open={event.id === chosen || (isOpen(event) && event.acknowledged === undefined)} />
        ))}
      </ul>
    </>
  )
}

function Card({ event, open }: { event: EventLine; open: boolean }): JSX.Element {
  const [error, setError] = useState<string | null>(null)
  const acknowledge = (): void => void post('/api/v1/events/acknowledge', { id: event.id }).catch((fault: Error) => setError(fault.message))
  return (
    <li class={`panel event event-${event.severity} ${isOpen(event) ? '' : 'past'}`} data-event={event.kind}>
      <details open={open}>
        <summary>
          <Severity severity={event.severity} />
          <strong>{tr('kind', event.kind)}</strong>
          <span class="where">
            {event.node} · {event.site}
          </span>
          <time>{ago(event.raised, now.value)}</time>
        </summary>
        <p class="cause">{cause(event.cause, channels.value)}</p>
        <div class="columns">
          <div>
            <h2 class="minor">{t('events.course')}</h2>
            <ol class="course">
              <Step time={event.raised} text={t('events.raised')} />
              {event.actions.map((action, i) => (
                <Step key={i} time={action.time} text={`${doing(action)}: ${tr('phase', action.phase)}`} note={noteOf(action, event)} />
              ))}
              {event.acknowledged !== undefined && <Step time={event.acknowledged} text={t('events.acknowledged', { by: event.by ?? '?' })} />}
              {event.cleared !== undefined && <Step time={event.cleared} text={t('events.cleared')} />}
            </ol>
          </div>
          {event.evidence.length > 0 && (
            <div>
              <h2 class="minor">{t('events.evidence')}</h2>
              {[...new Set(event.evidence.map(e => e.channel))].map(name => (
                <EvidenceChart key={name} name={name} title={channelName(channels.value.get(name), name)} points={event.evidence.filter(e => e.channel === name && e.value !== undefined)} say={v => figure(v, Math.min(2, channels.value.get(name)?.decimals ?? 1), channels.value.get(name)?.unit ?? '')} />
              ))}
            </div>
          )}
        </div>
        <div class="buttons">
          {isOpen(event) && event.acknowledged === undefined && !session.value?.readOnly && (
            <button class="primary" onClick={acknowledge}>
              {t('events.acknowledge')}
            </button>
          )}
          <a class="button" href={to('node', event.site, event.node)}>
            {event.node}
          </a>
          <span class="quiet">{t('events.rule', { rule: event.rule })}</span>
        </div>
        {error && <Sorry why={error} />}
      </details>
    </li>
  )
}

function Step({ time, text, note }: { time: number; text: string; note?: string }): JSX.Element {
  return (
    <li>
      <time>{dateTime(time)}</time> <span>{text}</span> {note && <small>{note}</small>}
    </li>
  )
}

/** What was to be done: a command with its output, or an output of the gateway. */
function doing(action: ActionLine): string {
  const state = action.state ? ` → ${tr('output', action.state)}` : ''
  if (action.command === 'valve') return tr('output', action.output ?? 'valve') + state
  return tr('cmd', action.command) + (action.output ? ` ${tr('output', action.output)}` : '') + state
}

/** Where it was done, and why if that is not what the event says already. */
function noteOf(action: ActionLine, event: EventLine): string {
  const why = action.why && action.why !== event.cause ? tr('output', action.why) : ''
  return why ? `${action.at} · ${why === action.why ? cause(why, channels.value) : why}` : action.at
}
