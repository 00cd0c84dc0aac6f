export function enhance(_element: HTMLElement): void {}
