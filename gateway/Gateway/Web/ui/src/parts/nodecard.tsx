import type { JSX } from 'preact'
import { brief, channelName } from '../format'
import { language } from '../i18n'
import { to } from '../router'
import { channels, nodeOf } from '../store'
import { Connection, Flag } from './marks'

/** One node in a list; draws itself anew when its own signal changes and not otherwise. */
export function NodeCard({ id }: { id: string }): JSX.Element | null {
  const line = nodeOf(id)?.value
  language.value
  if (!line) return null
  return (
    <li class={`card node node-${line.state}`}>
      <a href={to('node', line.site, line.node)}>
        <header>
          <strong>{line.label ?? line.node}</strong>
          <Flag flag={line.state === 'never' ? 2 : line.flag} quiet />
        </header>
        <p class="where">
          <span>{line.label ? line.node : line.site}</span> <Connection state={line.state} />
        </p>
        <dl>
          {line.headline.map(v => {
            const channel = channels.value.get(v.c)
            return (
              <div key={v.c} class={`reading flagged-${v.q ?? 1}`}>
                <dt title={channelName(channel, v.c)}>{v.c}</dt>
                <dd>{brief(v, channel)}</dd>
              </div>
            )
          })}
        </dl>
      </a>
    </li>
  )
}
