using MQTTnet.Protocol;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>Refusals in MQTT's words (MQTT 5.0 §2.4; MQTT 3.1.1 §3.2.2.3, into which the library folds the connect codes).</summary>
internal static class ReasonCodes
{
    public static MqttConnectReasonCode Connect(Refusal reason) => reason switch
    {
        Refusal.None => MqttConnectReasonCode.Success,
        Refusal.ClientId => MqttConnectReasonCode.ClientIdentifierNotValid,
        Refusal.UnknownNode or Refusal.WrongPassword => MqttConnectReasonCode.BadUserNameOrPassword,
        Refusal.LoginRate or Refusal.Stopping => MqttConnectReasonCode.ServerBusy,
        _ => MqttConnectReasonCode.NotAuthorized,
    };

    public static MqttPubAckReasonCode Publish(Refusal reason) => reason switch
    {
        Refusal.None => MqttPubAckReasonCode.Success,
        Refusal.Malformed => MqttPubAckReasonCode.PayloadFormatInvalid,
        Refusal.ForeignTopic or Refusal.Downward or Refusal.Revoked => MqttPubAckReasonCode.NotAuthorized,
        Refusal.JournalFull or Refusal.JournalBusy or Refusal.RecordTooLarge => MqttPubAckReasonCode.QuotaExceeded,
        Refusal.JournalUnwritable or Refusal.JournalIo or Refusal.Stopping => MqttPubAckReasonCode.UnspecifiedError,
        _ => MqttPubAckReasonCode.ImplementationSpecificError,
    };
}
