namespace SmartCity.Gateway.Web.Access;

/// <summary>A browser that logged in. <see cref="Csrf"/> must come with whatever it wants changed.</summary>
internal sealed class WebSession(string user, Right right, string csrf)
{
    public string User => user;

    public Right Right => right;

    public string Csrf => csrf;

    /// <summary>Its user has logged out; what it still has open ends.</summary>
    public bool IsOver { get; set; }

    /// <summary>Timestamp of the last request.</summary>
    public long LastUsed { get; set; }
}
