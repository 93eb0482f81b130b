namespace ThanhHoa.DigitalSignature.Agent;

/// <summary>Settings of the agent, read from the section <c>Agent</c>; a test may fill them in directly.</summary>
public sealed class AgentOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; set; } = 17888;

    /// <summary>Folder for pairings and used manifests, created for this user only. Never holds a PIN.</summary>
    public string Data { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "thds-agent");

    /// <summary>Paths of PKCS#11 libraries, asked in this order.</summary>
    public string[] Pkcs11Modules { get; set; } = [];

    /// <summary>Folder of <c>name.p12</c> with <c>name.cer</c> beside it; each pair plays a token. Demonstration only.</summary>
    public string? DemonstrationTokens { get; set; }

    /// <summary>Program that opens the consent window; <c>{url}</c> stands for the address, which is appended when absent. Default: xdg-open, start or open.</summary>
    public string? OpenCommand { get; set; }

    /// <summary>Takes the address of a consent window instead of starting a browser. The address opens the window once.</summary>
    public Func<Uri, Task>? OpenWindow { get; set; }

    /// <summary>The clock that judges manifests and time-outs.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Adds to the logging, which otherwise writes to the console.</summary>
    public Action<ILoggingBuilder>? Logging { get; set; }
}

/// <summary>The agent cannot start; the message tells a person why, in Vietnamese and English.</summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="cause">The failure underneath.</param>
public sealed class AgentStartException(string message, Exception? cause = null) : Exception(message, cause);
