namespace MlOps.Sdk.Testing.Tests.Emulator.Storage;

public sealed class NodeStorageTests
{
    [Fact]
    public async Task Googles_client_for_Node_works_with_the_emulated_Cloud_Storage()
    {
        await using GoogleCloudEmulator emulator = await GoogleCloudEmulator.StartAsync();

        string output = await NodeConversation.RunAsync(emulator, "@google-cloud/storage", "7.22.0", """
            const assert = require('node:assert');
            const crypto = require('node:crypto');
            const { Storage } = require('@google-cloud/storage');
            (async () => {
              const apiEndpoint = `http://127.0.0.1:${process.env.EMULATOR_PORT}`;
              const storage = new Storage({ projectId: 'proj', apiEndpoint, useAuthWithCustomEndpoint: false });
              const [bucket] = await storage.createBucket('node-bucket', { location: 'EU' });
              assert.strictEqual(bucket.metadata.location, 'EU');
              assert.deepStrictEqual((await storage.getBuckets())[0].map(b => b.name), ['node-bucket']);
              await assert.rejects(storage.createBucket('node-bucket'), e => e.code === 409);

              const small = Buffer.from('hello, wörld');
              const file = bucket.file('dir/a b+ü#?%.txt');
              await file.save(small, { resumable: false, contentType: 'text/plain', metadata: { metadata: { Run: 'r-1' } } });
              const [metadata] = await file.getMetadata();
              assert.strictEqual(metadata.size, String(small.length));
              assert.strictEqual(metadata.metadata.Run, 'r-1');
              assert.strictEqual(metadata.md5Hash, crypto.createHash('md5').update(small).digest('base64'));
              assert.deepStrictEqual((await file.download())[0], small);
              await assert.rejects(file.save('x', { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } }), e => e.code === 412);

              const large = crypto.randomBytes(3 * 256 * 1024 + 7);
              const big = bucket.file('dir/big.bin');
              await big.save(large, { resumable: true, chunkSize: 256 * 1024, validation: 'crc32c' });
              assert.deepStrictEqual((await big.download())[0], large);
              assert.deepStrictEqual((await big.download({ start: 10, end: 19, validation: false }))[0], large.subarray(10, 20));

              await big.copy(bucket.file('copy.bin'));
              assert.deepStrictEqual((await bucket.file('copy.bin').download())[0], large);
              await bucket.combine([file, big], 'both.bin');
              assert.deepStrictEqual((await bucket.file('both.bin').download())[0], Buffer.concat([small, large]));

              await file.setMetadata({ metadata: { Run: null, Next: 'n' } });
              assert.deepStrictEqual((await file.getMetadata())[0].metadata, { Next: 'n' });

              const [files, , response] = await bucket.getFiles({ delimiter: '/', autoPaginate: false });
              assert.deepStrictEqual(files.map(f => f.name), ['both.bin', 'copy.bin']);
              assert.deepStrictEqual(response.prefixes, ['dir/']);
              const names = [];
              for (let query = { maxResults: 1, autoPaginate: false }; query;) {
                const [page, next] = await bucket.getFiles(query);
                assert.strictEqual(page.length, 1);
                names.push(page[0].name);
                query = next;
              }
              assert.deepStrictEqual(names, ['both.bin', 'copy.bin', 'dir/a b+ü#?%.txt', 'dir/big.bin']);

              await bucket.deleteFiles();
              await assert.rejects(file.download(), e => e.code === 404);
              await bucket.delete();
              assert.deepStrictEqual(await bucket.exists(), [false]);
              console.log('done');
            })().catch(error => { console.error(error); process.exit(1); });
            """);

        Assert.Equal("done", output.Trim());
    }
}
