// Starts telegram-test-api on loopback: node telegram_test_api_server.cjs PORT
const found = require("telegram-test-api");
const TelegramServer = found.default || found.TelegramServer || found;
const server = new TelegramServer({ port: Number(process.argv[2]), host: "127.0.0.1", storeTimeout: 600 });
server.start().then(() => console.log("telegram-test-api listens"));
