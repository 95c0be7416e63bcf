using System.Globalization;
using SmartCity.Gateway.Forward.Mqtt;
using SmartCity.Pipeline.Events;

namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>
/// The gateway as a Sparkplug edge node, each node a device of it. A batch counts as delivered when the server has
/// answered a round trip after it; with a primary host, only while that host is there.
/// </summary>
internal sealed class SparkplugSink : ISink
{
    private readonly SparkplugSinkOptions _options;
    private readonly string _gateway;
    private readonly string _bdSeqFile;
    private readonly TimeProvider _time;
    private readonly SparkplugTopics _topics;
    private readonly Devices _devices = new();
    private readonly HostState _host = new();
    private SparkplugSession? _session;

    /// <param name="bdSeqFile">File in which the number of the last CONNECT is kept.</param>
    public SparkplugSink(SparkplugSinkOptions options, string gateway, string bdSeqFile, TimeProvider time)
    {
        _options = options;
        _gateway = gateway;
        _bdSeqFile = bdSeqFile;
        _time = time;
        _topics = new SparkplugTopics(options.Group, options.EdgeNode ?? gateway, options.PrimaryHost);
    }

    public string Name => _options.Name;

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        if (_session is not { IsOpen: true })
        {
            await CloseAsync().ConfigureAwait(false);
            (_session, var failure) = await SparkplugSession.OpenAsync(_options, _topics, _devices, _host, NextBdSeq(), _gateway, _time, cancellation).ConfigureAwait(false);
            if (_session is null) return failure;
        }

        var session = _session;
        var before = session.SentBytes;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(_options.AckSeconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            // The retained STATE comes right after the SUBACK, before the answer to a ping.
            if (_options.PrimaryHost is { } host && !_host.Online)
            {
                await _session.FenceAsync(either.Token).ConfigureAwait(false);
                if (!_host.Online) return SendOutcome.Temporary($"{_options.Host}: the primary host {host} is offline");
            }

            await _session.BearAsync(either.Token).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                var (device, changed) = _devices.Learn(batch[i].Pack);
                await _session.SendAsync(batch[i], device, changed, either.Token).ConfigureAwait(false);
                Remember(batch[i], device);
            }

            await _session.SettleAsync(either.Token).ConfigureAwait(false);
            await _session.FenceAsync(either.Token).ConfigureAwait(false);
            if (!_session.IsOpen) return SendOutcome.Temporary($"{_options.Host}: the primary host went away");
            return SendOutcome.Delivered;
        }
        catch (Exception e) when (MqttConnection.IsFault(e))
        {
            await CloseAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return SendOutcome.Temporary(patience.IsCancellationRequested ? $"{_options.Host} answered nothing for {_options.AckSeconds} s" : $"{_options.Host}: {e.Message}");
        }
        finally
        {
            batch.Sent(session.SentBytes - before);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private void Remember(in SinkRecord record, Device device)
    {
        // What is sent once more tells how it was, not how it is.
        if (!record.Again)
        {
            device.Heard(record.JournaledMs);
            // No node may have the gateway's name, so none can say this of another.
            if (record.Pack.Node == _gateway && OwnStep.Read(record.Pack)?.Event is { } step && step.Kind == _options.AbsentKind && step.Phase != EventPhase.Acknowledged)
            {
                _devices.Find(Devices.IdOf(step.Site, step.Node))?.Tell(step.Phase == EventPhase.Raised, record.JournaledMs);
            }
        }

        foreach (ref readonly var reading in record.Pack.Readings) device.Set(reading.Channel, Devices.ValueOf(reading), reading.TimeMs);
    }

    /// <summary>One more than at the CONNECT before, also after a restart; what cannot be kept begins again.</summary>
    private int NextBdSeq()
    {
        var next = 0;
        try
        {
            if (File.Exists(_bdSeqFile) && int.TryParse(File.ReadAllText(_bdSeqFile), NumberStyles.None, CultureInfo.InvariantCulture, out var last)) next = (last + 1) & 0xFF;
            File.WriteAllText(_bdSeqFile, next.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A number that comes again tells a host less, but costs no reading.
        }

        return next;
    }

    private async ValueTask CloseAsync()
    {
        if (_session is null) return;
        await _session.DisposeAsync().ConfigureAwait(false);
        _session = null;
    }
}
