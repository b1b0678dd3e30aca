// The real ones copy on write where the file system can; these only copy.
const { copyFile, cp } = require('node:fs/promises');

module.exports = { copyFile, cp };
