// Starts the app. Anything that stops it from starting is said in words, never as a white page.
import init from './onedoor.js';

const boot = document.getElementById('boot');

try {
  await init({ module_or_path: new URL('./onedoor_bg.wasm', import.meta.url) });
  boot?.remove();
} catch (error) {
  console.error(error);
  if (boot) {
    boot.setAttribute('role', 'alert');
    boot.textContent =
      '页面未能打开：浏览器版本过低或网络中断。请更新浏览器（Chrome 96、Safari 15 或更高）后刷新。' +
      ' The app could not start: the browser is too old or the network was cut. Update it and reload.';
  }
}
