/** Plain modules in the place of those that VS Code builds on the machine and loads at start; nothing else of the kind is asked for. */
const watchdog = 'exports.start = () => {};\n';

// import() sees the names of a CommonJS module only where each is assigned by itself.
const logger = `const fs = require('node:fs');
const path = require('node:path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.stamp = true;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level < this.level) return;
    const line = this.stamp ? new Date().toISOString() + ' [' + levels[level] + '] ' + message + '\\n' : message;
    fs.appendFile(this.file, line, () => {});
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.stamp = false; }
  setPattern() {}
  flush() {}
  drop() {}
}
levels.forEach((name, level) => { Logger.prototype[name] = function (message) { this.write(level, message); }; });
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => new Logger(file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger(file);
`;

/** The text of each module, by the name of its package. */
export const substitutes: Record<string, string> = {
  '@vscode/native-watchdog': watchdog,
  // Its name in the oldest version that we run.
  'native-watchdog': watchdog,
  '@vscode/deviceid': "exports.getDeviceId = async () => '00000000-0000-4000-8000-000000000000';\n",
  '@vscode/spdlog': logger,
};
