/** The types of playwright-core speak of the DOM, which this project has nothing to do with: their names are enough. */
declare interface Node {}
declare interface HTMLElement extends Node {}
declare interface SVGElement extends Node {}
declare interface HTMLElementTagNameMap {}
