namespace SmartCity.Gateway.Ingest;

/// <summary>Why something was not taken in. Names are stable: they are labels of counters and words of log lines.</summary>
internal enum Refusal
{
    None = 0,

    /// <summary>No user name or no password.</summary>
    Anonymous,

    /// <summary>No node of that name is configured.</summary>
    UnknownNode,
    WrongPassword,

    /// <summary>The node's credentials were taken from it.</summary>
    Revoked,

    /// <summary>Client id, user name and <c>{site}.{node}</c> are not the same.</summary>
    ClientId,

    /// <summary>Too many wrong passwords from that address.</summary>
    LoginRate,

    /// <summary>Too many connections, in all or from that address.</summary>
    Connections,
    PacketTooLarge,

    /// <summary>Nothing was heard for too long.</summary>
    Silent,

    /// <summary>TLS came to no agreement: a stranger, a replay, a client without the suites.</summary>
    Handshake,

    /// <summary>What came was no CONNECT.</summary>
    NoConnect,

    /// <summary>A second CONNECT on one connection.</summary>
    SecondConnect,

    /// <summary>More MQTT 5 topic aliases than announced.</summary>
    TopicAlias,

    /// <summary>The topic belongs to somebody else, or to nobody.</summary>
    ForeignTopic,

    /// <summary>The topic is one the gateway writes.</summary>
    Downward,
    Qos,
    Retain,

    /// <summary>Not a pack: <c>PackDecoder</c> says where and why.</summary>
    Malformed,

    /// <summary>The topic filter reaches outside the node's own topics, or is one too many.</summary>
    Subscription,
    JournalFull,
    JournalUnwritable,
    JournalIo,

    /// <summary>The disk is slower than what comes in.</summary>
    JournalBusy,

    /// <summary>The record is larger than the journal takes.</summary>
    RecordTooLarge,

    /// <summary>The gateway is stopping.</summary>
    Stopping,
}
