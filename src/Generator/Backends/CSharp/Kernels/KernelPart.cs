using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A part of a kernel's class, in a file of its own: the kernel, or a further way into it that only some classes need.</summary>
/// <param name="Form">The form of the parameters that the way in is for; null for the kernel itself.</param>
/// <param name="IsPruned">True if the way in is for parameters that are pruned.</param>
internal sealed record KernelPart(Staging? Form, bool IsPruned)
{
    private static readonly Memo<(KernelIr Kernel, string Space, KernelPart Part), KernelFile> Files = new(key => key.Part.Emit(new Kernel(key.Kernel), key.Space));

    private string Suffix => Form is null ? "" : "." + (IsPruned ? "Pruned" : "") + Form.Suffix;

    /// <summary>Returns the file of the part, written once however many classes need it.</summary>
    public KernelFile File(KernelIr kernel, string space) => Files[(kernel, space, this)];

    private KernelFile Emit(Kernel kernel, string space)
    {
        SourceWriter writer = FileEmitter.Begin();
        using (writer.Block("namespace " + space))
        {
            writer.Lines("""
                using System;
                using System.Runtime.CompilerServices;
                using System.Runtime.InteropServices;
                using System.Runtime.Intrinsics;
                using FusedOpt.CompilerServices;
                """);
            writer.Line();
            if (Form is null)
            {
                KernelEmitter.Emit(writer, kernel);
            }
            else
            {
                using (writer.Block($"partial struct {kernel.ClassName}"))
                {
                    if (IsPruned)
                        PrunedEmitter.Emit(writer, kernel, Form);
                    else
                        StagingEmitter.Emit(writer, kernel, Form);
                }
            }
        }

        return new($"FusedOpt.Generated.{kernel.ClassName}{Suffix}", writer.ToString());
    }
}
