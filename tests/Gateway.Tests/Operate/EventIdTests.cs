using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Tests.Hardware;

namespace SmartCity.Gateway.Tests.Operate;

/// <summary>Event ids are what people search logs for and set alarms on: stable, unique, documented.</summary>
[TestClass]
public sealed partial class EventIdTests
{
    private static readonly LoggerMessageAttribute[] Messages =
    [
        .. typeof(GatewayHost).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(message => message.EventId),
    ];

    [TestMethod]
    public void Every_event_id_is_given_once()
    {
        var twice = Messages.GroupBy(message => message.EventId).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(" | ", group.Select(message => message.Message))}");

        Assert.IsEmpty(twice, string.Join('\n', twice));
    }

    [TestMethod]
    public void The_handbook_lists_every_event_and_no_other()
    {
        var listed = Row().Matches(RepositoryFiles.Read("docs/operations.md")).Select(match => match.Value.TrimEnd()).ToArray();
        var logged = Messages.Select(message => $"| {message.EventId} | {message.Level} | {message.Message} |").ToArray();

        Assert.IsEmpty(logged.Except(listed), "add to docs/operations.md:\n" + string.Join('\n', logged.Except(listed)));
        Assert.IsEmpty(listed.Except(logged), "take out of docs/operations.md:\n" + string.Join('\n', listed.Except(logged)));
    }

    [GeneratedRegex(@"^\| \d{4} \| (Debug|Information|Warning|Error|Critical) \| .* \|\s*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
