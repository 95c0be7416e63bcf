using System.CommandLine;
using System.Text;
using System.Text.Json;
using SmartCity.Journal;

namespace SmartCity.Gateway.Cli;

/// <summary><c>journal export DIR</c>: every record as a line of JSON, the payload in base64; fails when anything is damaged.</summary>
internal static class JournalExportCommand
{
    private const int BatchRecords = 256, BatchBytes = 256 << 10;

    public static Command Create()
    {
        var directory = JournalCommand.Directory();
        var lane = new Option<Lane?>("--lane") { Description = "Only this lane." };
        var command = new Command("export", "Write every record as a line of JSON; changes nothing.") { directory, lane };
        command.SetAction(parsed =>
        {
            using var storage = new FileStorage(parsed.GetRequiredValue(directory).FullName);
            using var view = JournalView.Open(storage, verify: true);
            foreach (var each in parsed.GetValue(lane) is { } one ? [one] : Enum.GetValues<Lane>()) Export(view, each, parsed.InvocationConfiguration.Output);

            // What is damaged is not among the lines; who reads them must not take them for all.
            foreach (var finding in view.Report.Findings) parsed.InvocationConfiguration.Error.WriteLine(finding);
            return view.Report.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static void Export(JournalView view, Lane lane, TextWriter output)
    {
        using var reader = view.OpenReader(lane, 0);
        using var batch = new RecordBatch(BatchRecords, BatchBytes);
        var line = new MemoryStream();
        while (reader.Read(batch) > 0)
        {
            foreach (ref readonly var record in batch.Records)
            {
                line.SetLength(0);
                Write(line, record);
                output.WriteLine(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
            }
        }
    }

    private static void Write(Stream line, in RecordView record)
    {
        using var json = new Utf8JsonWriter(line);
        json.WriteStartObject();
        json.WriteString("lane", record.Lane == Lane.Data ? "data" : "event");
        json.WriteNumber("sequence", record.Sequence);
        json.WriteNumber("type", record.Type);
        json.WriteNumber("time", record.TimestampMs);
        json.WriteBase64String("payload", record.Payload.Span);
        json.WriteEndObject();
    }
}
