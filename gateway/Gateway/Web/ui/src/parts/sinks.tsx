import type { JSX } from 'preact'
import { ago, number, span } from '../format'
import { t, tr } from '../i18n'
import { now, sinks } from '../store'
import { Flag } from './marks'

const flagOf = { up: 1, idle: 2, down: 4, blocked: 4 }

export function SinkTable({ full }: { full?: boolean }): JSX.Element {
  if (sinks.value.length === 0) return <p class="quiet">{t('sink.none')}</p>
  return (
    <div class="scroll" tabIndex={0}>
      <table class="sinks">
        <thead>
          <tr>
            <th scope="col">{t('sink.name')}</th>
            <th scope="col">{t('sink.state')}</th>
            <th scope="col" class="n">{t('sink.waiting')}</th>
            <th scope="col" class="n">{t('sink.rate')}</th>
            {full && <th scope="col" class="n">{t('sink.lag')}</th>}
            {full && <th scope="col" class="n">{t('sink.oldest')}</th>}
            {full && <th scope="col" class="n">{t('sink.forwarded')}</th>}
            {full && <th scope="col" class="n">{t('sink.dead')}</th>}
          </tr>
        </thead>
        <tbody>
          {sinks.value.map(sink => (
            <>
              <tr key={sink.name} class={`sink-${sink.state}`}>
                <th scope="row">{sink.name}</th>
                <td class={`state-word state-${sink.state}`}>
                  <Flag flag={flagOf[sink.state]} quiet />
                  {tr('sink', sink.state)}
                </td>
                <td class="n">{number(sink.backlogReadings)}</td>
                <td class="n">{number(sink.packsPerSecond, 1)}</td>
                {full && <td class="n">{span(sink.liveLagMs / 1000)}</td>}
                {full && <td class="n">{sink.oldest ? ago(sink.oldest, now.value) : '—'}</td>}
                {full && <td class="n">{number(sink.forwardedReadings)}</td>}
                {full && <td class="n">{number(sink.deadLetters)}</td>}
              </tr>
              {sink.lastError && sink.state !== 'up' && (
                <tr key={sink.name + '!'} class="error">
                  <td colSpan={full ? 8 : 4}>{t('sink.error', { ago: ago(sink.lastErrorAt ?? 0, now.value), error: sink.lastError })}</td>
                </tr>
              )}
            </>
          ))}
        </tbody>
      </table>
    </div>
  )
}
