using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Tests.Config;

/// <summary>The schema, the model and the example say the same.</summary>
[TestClass]
public sealed class SchemaTests
{
    // Keywords for the reader of the schema; the check need not know them.
    private static readonly string[] Annotations = ["$schema", "$defs", "title", "description", "default", "writeOnly", "examples"];

    private static readonly ConfigNode Schema = ConfigFile.ReadSchema();

    [TestMethod]
    public void Every_keyword_of_the_schema_is_enforced_or_an_annotation()
    {
        foreach (var rule in Rules(Schema))
        {
            foreach (var keyword in rule.Members.Keys) Assert.IsTrue(SchemaCheck.Enforced.Contains(keyword) || Annotations.Contains(keyword), $"{rule.Path}: {keyword}");
        }
    }

    [TestMethod]
    public void Every_object_of_the_schema_is_closed()
    {
        foreach (var rule in Rules(Schema).Where(rule => rule["type"]?.Text == "object"))
        {
            Assert.AreEqual(JsonTokenType.False, rule["additionalProperties"]?.Kind, rule.Path);
        }
    }

    [TestMethod]
    public void The_model_has_the_properties_and_the_defaults_of_the_schema()
    {
        Compare(Schema, typeof(GatewayOptions), new GatewayOptions());
        foreach (var variant in Schema["properties"]!["sinks"]!["items"]!["oneOf"]!.Items.Select(Resolve))
        {
            var kind = variant["properties"]!["type"]!["const"]!.Text;
            var type = ConfigJson.Default.SinkOptions.PolymorphismOptions!.DerivedTypes.Single(derived => (string?)derived.TypeDiscriminator == kind).DerivedType;
            Compare(variant, type, Activator.CreateInstance(type)!);
        }
    }

    [TestMethod]
    public void Every_kind_of_sink_is_in_the_schema()
    {
        var inModel = ConfigJson.Default.SinkOptions.PolymorphismOptions!.DerivedTypes.Select(derived => (string)derived.TypeDiscriminator!);
        var inSchema = Schema["properties"]!["sinks"]!["items"]!["oneOf"]!.Items.Select(variant => Resolve(variant)["properties"]!["type"]!["const"]!.Text);

        CollectionAssert.AreEquivalent(inModel.ToArray(), inSchema.ToArray());
    }

    [TestMethod]
    [DataRow("gateway/packaging/gateway.json")]
    [DataRow("docs/examples/trial.json")]
    public void An_example_is_a_configuration(string path)
    {
        var result = ConfigFile.Load(Path.Combine(Repository(), path));

        Assert.IsTrue(result.Ok, string.Join('\n', result.Errors));
        Assert.IsNotEmpty(result.Options!.Nodes);
    }

    private static void Compare(ConfigNode rule, Type type, object defaults)
    {
        var info = ConfigJson.Default.Options.GetTypeInfo(type);
        var model = info.Properties.ToDictionary(property => property.Name);
        var discriminator = typeof(SinkOptions).IsAssignableFrom(type) ? "type" : null;
        CollectionAssert.AreEquivalent(model.Keys.Append(discriminator).OfType<string>().ToArray(), rule["properties"]!.Members.Keys.ToArray(), rule.Path);
        foreach (var (name, entry) in rule["properties"]!.Members)
        {
            if (name != discriminator) CompareEntry(entry, model[name], defaults);
        }
    }

    private static void CompareEntry(ConfigNode entry, JsonPropertyInfo property, object defaults)
    {
        var inner = Resolve(entry);
        var value = property.Get!(defaults);
        if ((entry["default"] ?? inner["default"]) is { } expected) Assert.AreEqual(expected.Kind is JsonTokenType.True or JsonTokenType.False ? $"{expected.Kind}" : expected.Text, Text(value), entry.Path);
        if (inner["type"]?.Text == "object")
        {
            Compare(inner, property.PropertyType, value ?? Activator.CreateInstance(property.PropertyType)!);
        }
        else if (inner["type"]?.Text == "array" && Resolve(inner["items"]!) is var item && item["type"]?.Text == "object")
        {
            var type = property.PropertyType.GetGenericArguments()[0];
            Compare(item, type, Activator.CreateInstance(type)!);
        }
    }

    private static string Text(object? value) => value switch
    {
        Enum => value.GetType().GetField($"{value}")!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? $"{value}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<ConfigNode> Rules(ConfigNode rule)
    {
        yield return rule;
        var inner = (rule["properties"]?.Members.Values ?? Enumerable.Empty<ConfigNode>())
            .Concat(rule["$defs"]?.Members.Values ?? Enumerable.Empty<ConfigNode>())
            .Concat(rule["oneOf"]?.Items ?? [])
            .Concat(rule["items"] is { } items ? [items] : []);
        foreach (var below in inner.SelectMany(Rules)) yield return below;
    }

    private static ConfigNode Resolve(ConfigNode rule) => rule["$ref"] is { } reference ? Schema["$defs"]![reference.Text["#/$defs/".Length..]]! : rule;

    private static string Repository()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "SmartCity.Edge.sln"))) directory = Path.GetDirectoryName(directory)!;
        return directory;
    }
}
