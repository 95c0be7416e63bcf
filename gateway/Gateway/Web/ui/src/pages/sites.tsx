import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { brief, number } from '../format'
import { t, tr } from '../i18n'
import { label, plan, type Label, type Place } from '../map'
import { FlagShape } from '../parts/marks'
import { NodeGrid } from '../parts/nodegrid'
import { to } from '../router'
import { allNodes, channels, events, keyOf, nodesVersion, session } from '../store'
import { isOpen } from '../verdict'

const widest = 1400
const mostLabels = 60
const roomForFigures = 520

export function Sites({ site }: { site: string }): JSX.Element {
  nodesVersion.value
  const sites = [...new Set(allNodes().map(node => node.site))]
  const chosen = sites.includes(site) ? site : (sites[0] ?? '')
  const nodes = allNodes().filter(node => node.site === chosen)
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1}>{t('site.title')}</h1>
        <div class="segments" role="group" aria-label={t('site.choose')}>
          {sites.map(name => (
            <button key={name} aria-pressed={name === chosen} onClick={() => (location.hash = to('map', name).slice(1))}>
              {name}
            </button>
          ))}
        </div>
      </div>
      {chosen && <Plan site={chosen} />}
      <h2 id="list">{t('site.list', { site: chosen })}</h2>
      <NodeGrid keys={nodes.map(node => keyOf(node.site, node.node))} />
    </>
  )
}

function Plan({ site }: { site: string }): JSX.Element {
  // Drawn in the screen's own pixels: words keep their size on a phone.
  const figure = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(Math.min(innerWidth, widest))
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.round(entry!.contentRect.width))))
    watch.observe(figure.current!)
    return () => watch.disconnect()
  }, [])
  const height = Math.round(Math.min(width * 0.75, 520))
  const sheet = plan(allNodes().filter(node => node.site === site), width, height, Math.min(110, width * 0.17))
  const tiles = session.value?.tiles
  const main = sheet.places.filter(place => place.node.profile === 'pipeline')
  return (
    <figure class="plan" ref={figure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('site.map', { site })}>
        {tiles && sheet.tiles.map(tile => <image key={`${tile.x}/${tile.y}`} href={fill(tiles, tile)} x={tile.left} y={tile.top} width={tile.size} height={tile.size} />)}
        {main.length > 1 && <polyline class="pipe" points={main.map(place => `${place.x},${place.y}`).join(' ')} />}
        {sheet.places.map(place => {
          const at = main.length > 1 ? main.indexOf(place) : -1
          const words = sheet.places.length > mostLabels ? null : at < 0 ? label(place, width) : label(place, width, main[at - 1], main[at + 1])
          return <Mark key={place.node.node} place={place} words={words} roomy={width >= roomForFigures} />
        })}
        {sheet.scale && (
          <g class="scale" transform={`translate(24 ${height - 22})`}>
            <path d={`M0 -6V0H${sheet.scale.length}V-6`} />
            <text x={sheet.scale.length / 2} y="-9">
              {t('site.scale', { metres: number(sheet.scale.metres) })}
            </text>
          </g>
        )}
      </svg>
      {sheet.unplaced > 0 && <figcaption>{t('site.unplaced')}</figcaption>}
    </figure>
  )
}

function Mark({ place, words, roomy }: { place: Place; words: Label | null; roomy: boolean }): JSX.Element {
  const { node, x, y } = place
  const alarm = events.value.some(event => event.site === node.site && event.node === node.node && isOpen(event))
  const first = node.headline[0]
  const said = first && (roomy || alarm) ? `${first.c} ${brief(first, channels.value.get(first.c))}` : ''
  const flag = node.state === 'online' ? node.flag : node.state === 'offline' ? 9 : 2
  return (
    <a href={to('node', node.site, node.node)} class={`mark mark-${node.state}`}>
      <desc>{`${t(`state.${node.state}`)}, ${tr('flag', String(flag))}`}</desc>
      {node.profile === 'intersection' && <path class="crossing" d={`M${x - 46} ${y}H${x + 46}M${x} ${y - 46}V${y + 46}`} />}
      {alarm && <circle class="halo" cx={x} cy={y} r="27" />}
      <circle class="disc" cx={x} cy={y} r="17" />
      <FlagShape flag={flag} x={x} y={y} size={20} />
      {words ? (
        <text text-anchor={words.anchor} x={words.x} y={words.y}>
          <tspan class="name">{node.label ?? node.node}</tspan>
          {said && (
            <tspan class="figure" x={words.x} dy="18">
              {said}
            </tspan>
          )}
        </text>
      ) : (
        <title>{node.label ?? node.node}</title>
      )}
    </a>
  )
}

function fill(template: string, tile: { z: number; x: number; y: number }): string {
  return template.replace('{z}', String(tile.z)).replace('{x}', String(tile.x)).replace('{y}', String(tile.y))
}
