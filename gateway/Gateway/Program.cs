Console.Error.WriteLine("smartcity-gateway: no command yet");
return 2;
