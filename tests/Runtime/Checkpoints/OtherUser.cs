using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>Runs code with the rights of a user without any: permissions do not hold for the superuser.</summary>
internal static partial class OtherUser
{
    private const uint Nobody = 65534;

    /// <summary>Runs code on a thread that reaches files as nobody does, if this process is the superuser's.</summary>
    public static void Run(Action action)
    {
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                // On Linux the rights are those of the thread, which ends with the action.
                if (Environment.IsPrivilegedProcess)
                    _ = SetFileUser(Nobody);
                action();
            }
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(uint user);
}
