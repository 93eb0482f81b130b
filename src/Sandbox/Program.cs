using ThanhHoa.DigitalSignature.Sandbox;

var options = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build()
    .GetSection("Sandbox").Get<SandboxOptions>() ?? new SandboxOptions();
try
{
    await using var sandbox = await SandboxHost.StartAsync(options);
    Console.WriteLine($"Môi trường thử nghiệm: {sandbox.Url} – dữ liệu: {Path.GetFullPath(options.Data)}");
    if (options.People is not null)
        Console.WriteLine("Các token mẫu chỉ dùng để trình diễn; mã PIN đặt trong Sandbox:TokenPin.");
    await sandbox.WaitForShutdownAsync();
    return 0;
}
catch (IOException taken)
{
    await Console.Error.WriteLineAsync($"Không khởi động được môi trường thử nghiệm ở {options.Url}: {taken.Message}");
    return 1;
}
