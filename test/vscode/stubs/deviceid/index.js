const { randomUUID } = require('node:crypto');

// Only telemetry asks, and that is off.
exports.getDeviceId = async () => randomUUID();
