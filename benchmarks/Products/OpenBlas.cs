using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.Benchmarks.Products;

/// <summary>A loaded copy of OpenBLAS, on one thread.</summary>
/// <remarks>
/// Functions are called by their addresses, since two copies of the library, which have chosen different code, are in one process.
/// </remarks>
internal sealed unsafe partial class OpenBlas
{
    private const string FileName = "libopenblas.so.0", CoreVariable = "OPENBLAS_CORETYPE";

    // The values of CBLAS.
    private const int RowMajor = 101, AsItIs = 111, Transposed = 112;

    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _multiply;

    private OpenBlas(nint library)
    {
        _multiply = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)
            NativeLibrary.GetExport(library, "cblas_sgemm");
        Core = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "openblas_get_corename"))())!;
        if (NativeLibrary.TryGetExport(library, "openblas_set_num_threads", out nint set))
            ((delegate* unmanaged<int, void>)set)(1);
    }

    /// <summary>The processor for which the copy has chosen its code.</summary>
    public string Core { get; }

    /// <summary>Loads OpenBLAS, where the machine has it.</summary>
    /// <param name="outcome">A line about what has been loaded or left out.</param>
    /// <returns>The copy as the machine has it, and one for AVX-512 where there is AVX-512 that the former may not know.</returns>
    public static OpenBlas[] Load(out string outcome)
    {
        if (!NativeLibrary.TryLoad(FileName, out nint found))
        {
            outcome = $"OpenBLAS: left out, since this machine has no {FileName} (Debian and Ubuntu: apt install libopenblas0-serial).";
            return [];
        }

        List<OpenBlas> copies = [new(found)];
        outcome = $"OpenBLAS: {FileName} on one thread, which has chosen the core {copies[0].Core}";
        if (!Avx512F.VL.IsSupported)
        {
            outcome += "; no copy for AVX-512, which this process does not use.";
        }
        else if (FindFile() is not { } file)
        {
            outcome += "; no copy for AVX-512, since its file is not found.";
        }
        else
        {
            copies.Add(LoadCopy(file, "SkylakeX"));
            outcome += $", and a copy with {copies[1].Core}: the faster one counts.";
        }

        return [.. copies];
    }

    /// <summary>Computes c = c times a factor + a b; n x k times k x m.</summary>
    public void Multiply(float[] a, bool isTransposedA, float[] b, bool isTransposedB, float factorOfC, float[] c, int n, int m, int k)
    {
        fixed (float* left = a, right = b, result = c)
        {
            _multiply(
                RowMajor, isTransposedA ? Transposed : AsItIs, isTransposedB ? Transposed : AsItIs, n, m, k, 1,
                left, isTransposedA ? n : k, right, isTransposedB ? k : m, factorOfC, result, m);
        }
    }

    // A library chooses its code when it is loaded, and the same file is loaded once only.
    private static OpenBlas LoadCopy(string file, string core)
    {
        string copy = Path.Combine(Path.GetTempPath(), $"fusedopt-benchmarks-{Guid.NewGuid():N}.so");
        File.Copy(file, copy);
        try
        {
            // Environment's own method changes only .NET's copy of the environment.
            _ = SetVariable(CoreVariable, core, 1);
            return new(NativeLibrary.Load(copy));
        }
        finally
        {
            _ = UnsetVariable(CoreVariable);
            File.Delete(copy);
        }
    }

    private static string? FindFile() => File.ReadLines("/proc/self/maps")
        .Select(line => line[(line.IndexOf('/') is var start and >= 0 ? start : line.Length)..])
        .FirstOrDefault(path => Path.GetFileName(path).Contains("openblas", StringComparison.Ordinal));

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrites);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetVariable(string name);
}
