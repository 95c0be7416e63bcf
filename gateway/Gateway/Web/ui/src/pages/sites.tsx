import type { JSX } from 'preact'
import { number, value } from '../format'
import { t, tr } from '../i18n'
import { plan, type Place } from '../map'
import { FlagShape } from '../parts/marks'
import { NodeCard } from '../parts/nodecard'
import { to } from '../router'
import { allNodes, channels, events, keyOf, nodesVersion, session } from '../store'
import { isOpen } from '../verdict'

const width = 800
const height = 480
const margin = 90

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
      <ul class="grid">
        {nodes.map(node => (
          <NodeCard key={node.node} id={keyOf(node.site, node.node)} />
        ))}
      </ul>
    </>
  )
}

function Plan({ site }: { site: string }): JSX.Element {
  const sheet = plan(allNodes().filter(node => node.site === site), width, height, margin)
  const tiles = session.value?.tiles
  const main = sheet.places.filter(place => place.node.profile === 'pipeline')
  return (
    <figure class="plan">
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('site.map', { site })}>
        {tiles && sheet.tiles.map(tile => <image key={`${tile.x}/${tile.y}`} href={fill(tiles, tile)} x={tile.left} y={tile.top} width={tile.size} height={tile.size} />)}
        {main.length > 1 && <polyline class="pipe" points={main.map(place => `${place.x},${place.y}`).join(' ')} />}
        {sheet.places.map(place => (
          <Mark key={place.node.node} place={place} />
        ))}
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

function Mark({ place }: { place: Place }): JSX.Element {
  const { node, x, y } = place
  const alarm = events.value.some(event => event.site === node.site && event.node === node.node && isOpen(event))
  const first = node.headline[0]
  const said = first ? `${first.c} ${value(first, channels.value.get(first.c))}` : ''
  const flag = node.state === 'online' ? node.flag : node.state === 'offline' ? 9 : 2
  return (
    <a href={to('node', node.site, node.node)} class={`mark mark-${node.state}`}>
      <desc>{`${t(`state.${node.state}`)}, ${tr('flag', String(flag))}`}</desc>
      {node.profile === 'intersection' && <path class="crossing" d={`M${x - 46} ${y}H${x + 46}M${x} ${y - 46}V${y + 46}`} />}
      {alarm && <circle class="halo" cx={x} cy={y} r="27" />}
      <circle class="disc" cx={x} cy={y} r="17" />
      <FlagShape flag={flag} x={x} y={y} size={20} />
      <text class="name" x={x + 24} y={y - 6}>
        {node.label ?? node.node}
      </text>
      {said && (
        <text class="figure" x={x + 24} y={y + 13}>
          {said}
        </text>
      )}
    </a>
  )
}

function fill(template: string, tile: { z: number; x: number; y: number }): string {
  return template.replace('{z}', String(tile.z)).replace('{x}', String(tile.x)).replace('{y}', String(tile.y))
}
