import type { JSX } from 'preact'
import { allNodes, channels, connected, events, nodesVersion, now, pulse, sinks } from '../store'
import { verdict } from '../verdict'
import { MoodIcon } from './marks'

export function VerdictBar(): JSX.Element {
  nodesVersion.value
  const said = verdict({ connected: connected.value, now: now.value, nodes: allNodes(), events: events.value, sinks: sinks.value, pulse: pulse.value, channels: channels.value })
  const text = (
    <>
      <MoodIcon mood={said.mood} />
      <p>
        <strong>{said.sentence}</strong> <span>{said.detail}</span>
      </p>
    </>
  )
  return (
    <div class={`verdict verdict-${said.mood}`} role="status">
      {said.link ? <a href={said.link}>{text}</a> : text}
    </div>
  )
}
