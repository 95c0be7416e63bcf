using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Tests.Config;

[TestClass]
public sealed class ConfigFileTests
{
    [TestMethod]
    public void An_empty_object_is_a_configuration_of_defaults()
    {
        var options = Read("{}").Options!;

        CollectionAssert.AreEqual(
            new[] { ("0.0.0.0", 8883, true), ("127.0.0.1", 1883, false) },
            options.Broker.Listeners.Select(listener => (listener.Address, listener.Port, listener.Tls is not null)).ToArray());
        Assert.AreEqual(8192, options.Limits.PacketBytes);
    }

    [TestMethod]
    public void Values_comments_and_trailing_commas_are_read()
    {
        var options = Read(
            """
            {
              // a comment
              "site": "xizhimen", "data": "state",
              "limits": { "packetBytes": 4096, },
              "nodes": [ { "node": "ix-001", "password": "long enough" }, ],
            }
            """).Options!;

        Assert.AreEqual(("xizhimen", 4096), (options.Site, options.Limits.PacketBytes));
        Assert.AreEqual(("xizhimen", "ix-001"), (options.Nodes[0].Site, options.Nodes[0].Node));
        Assert.AreEqual(Path.Combine(Path.GetTempPath(), "state"), options.Data, "relative to the file");
    }

    [TestMethod]
    [DataRow("""{ "brokr": {} }""", "1:12: $.brokr: unknown key")]
    [DataRow("""{ "limits": { "packetBytes": "big" } }""", "1:30: $.limits.packetBytes: expected a whole number from 1280 to 1048576, found \"big\"")]
    [DataRow("""{ "limits": { "packetBytes": 12.5 } }""", "1:30: $.limits.packetBytes: expected a whole number")]
    [DataRow("""{ "limits": { "packetBytes": 99999999999999999999 } }""", "expected a whole number")]
    [DataRow("""{ "broker": { "listeners": [ { "port": 65536 } ] } }""", "1:40: $.broker.listeners[0].port: expected a whole number from 0 to 65535, found 65536")]
    [DataRow("""{ "broker": { "listeners": [] } }""", "expected a list with a number of entries from 1 to 16, found 0")]
    [DataRow("""{ "site": "Xi'an" }""", "$.site: expected text of the form ^[a-z0-9-]{1,32}$")]
    [DataRow("""{ "site": null }""", "expected text of the form ^[a-z0-9-]{1,32}$, found null")]
    [DataRow("""{ "nodes": [ { "password": "long enough" } ] }""", "1:14: $.nodes[0]: the key node is missing")]
    [DataRow("""{ "site": "a", "site": "b" }""", "1:16: $.site: this key is given twice")]
    [DataRow("""{ "sinks": [ { "type": "pigeon" } ] }""", "$.sinks[0].type: expected an object with \"type\" one of \"file\"")]
    [DataRow("""{ "sinks": [ { "type": "file", "name": "a", "path": "x", "forward": { "routes": [ { "quality": [5] } ] } } ] }""", "$.sinks[0].forward.routes[0].quality[0]: expected one of \"1\", \"2\"")]
    [DataRow("""{ "sinks": [ { "type": "file", "name": "a", "path": "x", "forward": { "routes": [ { "lane": "data", "severity": "alarm" } ] } } ] }""", "$.sinks[0].forward.routes[0].severity: expected none beside")]
    [DataRow("""{ "site": }""", "1:11: $: not JSON")]
    [DataRow("", "1:1: $: not JSON: the file is empty")]
    [DataRow(" \n\t", "1:1: $: not JSON: the file is empty")]
    [DataRow("""{ "gateway": "\ud800" }""", "1:14: $: not JSON: this text is not Unicode")]
    [DataRow("""{ "data": "a\u0000b" }""", "1:11: $.data: expected text without the character U+0000")]
    [DataRow("""{ "site": "a\n" }""", "$.site: expected text of the form ^[a-z0-9-]{1,32}$, found other text")]
    [DataRow("[]", "1:1: $: expected an object, found a list")]
    [DataRow("{}\n{}", "2:1: $: not JSON")]
    public void A_fault_is_named_with_place_and_expectation(string text, string expected)
    {
        var result = Read(text);

        Assert.IsFalse(result.Ok);
        StringAssert.Contains(result.Errors.Single().ToString(), expected);
    }

    [TestMethod]
    public void Columns_count_characters_and_all_faults_are_named_at_once()
    {
        var result = Read("{\n  \"data\": \"数据\", \"a\": 1,\n  \"b\": 2 }");

        CollectionAssert.AreEqual(new[] { (2, 22, "$.a"), (3, 8, "$.b") }, result.Errors.Select(e => (e.Line, e.Column, e.Path)).ToArray());
    }

    [TestMethod]
    [DataRow("""{ "broker": { "listeners": [ { "address": "0.0.0.0" } ] } }""", "$.broker.listeners[0]: expected \"tls\"")]
    [DataRow("""{ "broker": { "listeners": [ { "address": "0.0.0.0", "plainTextOffLoopback": "yes" } ] } }""", "expected \"I accept that passwords")]
    [DataRow("""{ "broker": { "listeners": [ { "address": "here" } ] } }""", "$.broker.listeners[0].address: expected an IPv4 or IPv6 address")]
    [DataRow("""{ "broker": { "listeners": [ { "tls": { "certificate": "/no/c.pem", "key": "/no/k.pem" } } ] } }""", "there is no file /no/c.pem")]
    [DataRow("""{ "broker": { "listeners": [ { "tls": { "key": "/no/k.pem" } } ] } }""", "expected both of certificate and key, or neither")]
    [DataRow("""{ "broker": { "names": ["a b"] } }""", "$.broker.names[0]: expected a host name or an address")]
    [DataRow("""{ "nodes": [ { "node": "n" } ] }""", "$.nodes[0]: expected exactly one of passwordHash, passwordFile, password")]
    [DataRow("""{ "nodes": [ { "node": "n", "password": "long enough", "passwordHash": "x" } ] }""", "expected exactly one of")]
    [DataRow("""{ "nodes": [ { "node": "n", "passwordHash": "$pbkdf2-sha256$i=1$c2FsdHNhbHQ$eA" } ] }""", "iterations from 1000")]
    [DataRow("""{ "nodes": [ { "node": "n", "passwordFile": "/no/secret" } ] }""", "there is no file /no/secret")]
    [DataRow("""{ "nodes": [ { "node": "n", "password": "long enough" }, { "node": "n", "password": "long enough" } ] }""", "the node site/n is given twice")]
    [DataRow("""{ "sinks": [ { "type": "file", "name": "a", "path": "x" }, { "type": "file", "name": "a", "path": "y" } ] }""", "1:86: $.sinks[1].name: another sink has this name")]
    [DataRow("""{ "sinks": [ { "type": "file", "name": "a", "path": "x" }, { "type": "file", "name": "b", "path": "./x" } ] }""", "$.sinks[1].path: expected a file of its own")]
    [DataRow("""{ "sinks": [ { "type": "mqtt", "name": "a", "host": "mqtt://city:1883" } ] }""", "$.sinks[0].host: expected a name or an address")]
    [DataRow("""{ "sinks": [ { "type": "file", "name": "a", "path": "/" } ] }""", "$.sinks[0].path: expected a file; / is a directory")]
    [DataRow("""{ "sinks": [ { "type": "mqtt", "name": "a", "host": "city", "password": "x" } ] }""", "$.sinks[0]: expected user beside the password")]
    [DataRow("""{ "sinks": [ { "type": "sensorthings", "name": "a", "latitude": 1, "longitude": 1, "url": "http://city", "password": "x" } ] }""", "$.sinks[0]: expected user beside the password")]
    [DataRow("""{ "sinks": [ { "type": "mqtt", "name": "a", "host": "city:1883" } ] }""", "$.sinks[0].host: expected a name or an address")]
    [DataRow("""{ "sinks": [ { "type": "kafka", "name": "a", "servers": ["city:nine"] } ] }""", "$.sinks[0].servers[0]: expected name:port")]
    [DataRow("""{ "sinks": [ { "type": "kafka", "name": "a", "servers": ["http://city:9092"] } ] }""", "$.sinks[0].servers[0]: expected name:port")]
    [DataRow("""{ "sinks": [ { "type": "amqp", "name": "a", "queue": "q", "hosts": ["amqp://city"] } ] }""", "$.sinks[0].hosts[0]: expected name or name:port")]
    [DataRow("""{ "sinks": [ { "type": "ngsi-ld", "name": "a", "latitude": 1, "longitude": 1, "url": "http://city:99999/" } ] }""", "$.sinks[0].url: expected an address with a host and, if need be, a port")]
    [DataRow("""{ "sinks": [ { "type": "ngsi-ld", "name": "a", "latitude": 1, "longitude": 1, "url": "http://city/?key=1" } ] }""", "$.sinks[0].url: expected an address without ? and #")]
    [DataRow("""{ "operate": { "otlp": { "url": "https://me:secret@city" } } }""", "$.operate.otlp.url: expected an address without user and password; they are keys of their own: tokenFile")]
    [DataRow("""{ "operate": { "listen": "::1" } }""", "$.operate.listen: expected an address and a port")]
    [DataRow("""{ "operate": { "sntp": "::" } }""", "$.operate.sntp: expected an address and a port")]
    [DataRow("""{ "web": { "tiles": "javascript:{z}{x}{y}" } }""", "$.web.tiles: expected an address such as")]
    [DataRow("""{ "web": { "tiles": "https://tiles.city.example/{z}/{x}.png" } }""", "$.web.tiles: expected an address such as")]
    [DataRow("""{ "broker": { "listeners": [ { "port": 1883 }, { "address": "127.0.0.1", "port": 1883 } ] } }""", "$.broker.listeners[1]: expected a socket of its own")]
    public void Values_that_do_not_agree_are_named(string text, string expected)
    {
        StringAssert.Contains(string.Join('\n', Read(text).Errors), expected);
    }

    [TestMethod]
    [DataRow("""{ "operate": { "listen": "[::1]:9464", "sntp": "[::]:123" } }""")]
    [DataRow("""{ "operate": { "otlp": { "url": "HTTP://collector:4318/otel" } }, "web": { "tiles": "https://tiles.city.example/{z}/{x}/{y}.png?key=5" } }""")]
    [DataRow("""{ "broker": { "listeners": [ { "port": 0 }, { "port": 0 }, { "address": "::1", "port": 1883 } ] } }""")]
    [DataRow("""{ "sinks": [ { "type": "mqtt", "name": "a", "host": "::1" }, { "type": "mqtt", "name": "b", "host": "my_broker" }, { "type": "kafka", "name": "c", "servers": ["[::1]:9092", "k_1:9092"] }, { "type": "amqp", "name": "d", "queue": "q", "hosts": ["rabbit", "10.0.0.1:5672"] } ] }""")]
    public void Addresses_of_every_kind_are_taken(string text) => Assert.IsTrue(Read(text).Ok, string.Join('\n', Read(text).Errors));

    [TestMethod]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        var marked = ConfigFile.Parse([.. Encoding.UTF8.Preamble, .. """{ "site": "a" }"""u8], "gateway.json");
        var faults = new List<ConfigError>();

        Assert.AreEqual("a", marked.Options?.Site, string.Join('\n', marked.Errors));
        Assert.IsNotNull(PipelineFile.Parse((byte[])[.. Encoding.UTF8.Preamble, .. """{ "rules": [] }"""u8], "rules.json", faults), string.Join('\n', faults));
    }

    [TestMethod]
    public void Text_that_is_not_UTF_8_is_named()
    {
        StringAssert.Contains(ConfigFile.Parse(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray(), "gateway.json").Errors.Single().Message, "UTF-16; save it as UTF-8");
        StringAssert.Contains(ConfigFile.Parse([.. "{ \"site\": \"a"u8, 0xE9, .. "\" }"u8], "gateway.json").Errors.Single().ToString(), ":1:11: $: not JSON: this text is not Unicode");
        StringAssert.Contains(ConfigFile.Parse([.. "{ \"sit"u8, 0xE9, .. "\": 1 }"u8], "gateway.json").Errors.Single().Message, "this text is not Unicode");
    }

    [TestMethod]
    public void Plain_text_off_loopback_needs_its_sentence()
    {
        var text = $$"""{ "broker": { "listeners": [ { "address": "::", "plainTextOffLoopback": "{{ListenerOptions.AcceptedInWords}}" } ] } }""";

        Assert.IsTrue(Read(text).Ok, string.Join('\n', Read(text).Errors));
    }

    [TestMethod]
    public void No_message_repeats_a_password()
    {
        var result = Read("""{ "nodes": [ { "node": "n", "password": "tiny-pw" } ] }""");

        Assert.IsFalse(result.Ok);
        Assert.IsFalse(result.Errors.Any(e => e.ToString().Contains("tiny-pw", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_password_comes_from_the_first_line_of_its_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "from-a-file\n");
            var options = Read($$"""{ "nodes": [ { "node": "n", "passwordFile": "{{file}}" } ] }""").Options!;
            var credential = new NodeDirectory(options.Nodes, options.Site).Find("site.n")!.Credential!;

            Assert.IsTrue(credential.Verify("from-a-file"u8));
            Assert.IsFalse(credential.Verify("from-a-file\n"u8));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    public void A_file_for_a_password_that_has_none_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            StringAssert.Contains(Read($$"""{ "nodes": [ { "node": "n", "passwordFile": "{{file}}" } ] }""").Errors.Single().ToString(), "$.nodes[0].passwordFile: expected a password in the first line");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    [DataRow("/no/such/gateway.json", "there is no file /no/such/gateway.json")]
    [DataRow("/", "expected a file, found a directory")]
    [DataRow("", "expected the name of a file")]
    public void A_file_that_is_not_there_is_an_error_like_any_other(string path, string expected)
    {
        Assert.AreEqual(expected, ConfigFile.Load(path).Errors.Single().Message);
    }

    private static ConfigResult Read(string text) => ConfigFile.Parse(Encoding.UTF8.GetBytes(text), Path.Combine(Path.GetTempPath(), "gateway.json"));
}
