using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Gateway.Operate.Support;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Operate.Support;

[TestClass]
public sealed class SupportBundleTests
{
    private const string Key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEplantedplantedplanted\n-----END EC PRIVATE KEY-----\n";

    [TestMethod]
    public async Task No_planted_secret_is_in_a_bundle()
    {
        using var directory = new TempDirectory();
        string[] planted = ["planted-node-pw", "planted-sink-pw", "planted-file-pw", "planted-folder-pw", PasswordHash.Create(Encoding.UTF8.GetBytes("planted-hash"), 1000).ToString()];
        Directory.CreateDirectory(directory.At("secrets"));
        await File.WriteAllTextAsync(directory.At("secrets/city"), planted[3] + "\n");
        await File.WriteAllTextAsync(directory.At("city.secret"), planted[2] + "\n");
        var config = directory.At("gateway.json");
        await File.WriteAllTextAsync(config, $$"""
            {
              "data": "data", "operate": { "listen": "" }, "web": { "enabled": false },
              // told over the telephone: {{planted[1]}}
              "nodes": [{ "node": "n1", "password": "{{planted[0]}}" }, { "node": "n2", "passwordHash": "{{planted[4]}}" }],
              "sinks": [
                { "name": "city", "type": "mqtt", "host": "city.example", "user": "g1", "password": "{{planted[1]}}" },
                { "name": "town", "type": "mqtt", "host": "town.example", "user": "g1", "passwordFile": "city.secret" }
              ]
            }
            """);
        Directory.CreateDirectory(directory.At("data/tls"));
        await File.WriteAllTextAsync(directory.At("data/tls/ca.key"), Key);

        var loaded = ConfigFile.Load(config);
        Assert.IsTrue(loaded.Ok, string.Join('\n', loaded.Errors));
        var names = await new SupportBundle(config, loaded.Options, TimeProvider.System).WriteAsync(directory.At("bundle.tar.gz"), CancellationToken.None);

        var text = BundleText.Of(directory.At("bundle.tar.gz"));
        CollectionAssert.Contains(names.ToArray(), "gateway.json");
        StringAssert.Contains(text, "city.example");
        StringAssert.Contains(text, "tls/ca.key");
        foreach (var secret in planted.Append("planted")) Assert.DoesNotContain(secret, text);
    }

    [TestMethod]
    [DataRow("amqp://user:hunter22@city.example/", "amqp://user:[removed]@city.example/")]
    [DataRow(Key + "after", "[removed]\nafter")]
    [DataRow("hash $pbkdf2-sha256$i=10$aa$bb here", "hash [removed] here")]
    [DataRow("the word pw stays", "the word pw stays")]
    public void What_looks_like_a_secret_goes_wherever_it_stands(string text, string expected)
    {
        Assert.AreEqual(expected, new SecretScrubber(["pw"]).Scrub(text));
    }
}
