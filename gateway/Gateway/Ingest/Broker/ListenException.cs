namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>A socket of the configuration cannot be bound: its address is in use, is not this machine's, or needs privileges.</summary>
internal sealed class ListenException(string message, Exception inner) : IOException(message, inner);
