namespace SmartCity.Gateway.Forward.Engine;

/// <summary>A sink and how the engine is to treat it.</summary>
internal sealed record SinkBinding(ISink Sink, ForwardTuning Tuning);
