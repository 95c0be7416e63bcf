namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>What a platform's answer means: nothing more than received, or a QnRtn of table 6 of HJ 212-2017.</summary>
internal static class Answer
{
    /// <summary>None: the platform has it. Final: everything of this station will fare the same.</summary>
    public static (FailureKind Kind, string Reason) Read(Hj212Frame answer) => answer.Field("QnRtn") switch
    {
        null or "" or "1" => (FailureKind.None, ""),
        "2" => (FailureKind.Permanent, "QnRtn=2, refused"),
        "3" => (FailureKind.Final, "QnRtn=3, the password is wrong"),
        "4" => (FailureKind.Final, "QnRtn=4, the MN is wrong"),
        "5" => (FailureKind.Permanent, "QnRtn=5, the ST is wrong"),
        "6" => (FailureKind.Permanent, "QnRtn=6, the Flag is wrong"),
        "7" => (FailureKind.Temporary, "QnRtn=7, the QN is wrong"),
        "8" => (FailureKind.Permanent, "QnRtn=8, the CN is wrong"),
        "9" => (FailureKind.Temporary, "QnRtn=9, the CRC is wrong"),
        var other => (FailureKind.Temporary, $"QnRtn={other}"),
    };
}
