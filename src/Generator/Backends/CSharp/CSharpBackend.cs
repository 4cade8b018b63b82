using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Models;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Compiles an optimized type to C#: its members, and a kernel for each way in which its parameters are stepped.</summary>
internal static class CSharpBackend
{
    /// <summary>Returns the generated part of a type; a refused type has no kernels.</summary>
    public static GeneratedType Emit(CompiledModel compiled)
    {
        TargetModel target = compiled.Target;
        if (compiled.Verdict.Refusal is { } refusal)
            return new(Refuse(compiled, refusal), EquatableArray<KernelFile>.Empty);
        SourceWriter writer = FileEmitter.Begin([.. target.Warnings]);
        foreach (string alias in FileEmitter.Aliases)
            writer.Line(alias);
        if (target.HasJson)
            writer.Line(JsonEmitter.Alias);
        writer.Line();
        EquatableArray<KernelFile> kernels = EmitModel(writer, compiled);
        return new(writer.ToString(), kernels);
    }

    // A project that cannot compile the step may have an older version of C#, and no interface of FusedOpt's.
    private static string Refuse(CompiledModel compiled, string refusal)
    {
        TargetModel target = compiled.Target;
        SourceWriter writer = FileEmitter.Begin(isNullable: !target.IsBare, [.. RefusedEmitter.Warnings, .. target.Warnings]);
        if (!target.IsBare)
            writer.Line(FileEmitter.ServicesAlias).Line();
        IEnumerable<string> states = compiled.Verdict.Rule is { } rule
            ? rule.Whole.Update.States.Where(s => s.Rate == Rate.Varying).Select(s => s.Name)
            : [];
        FileEmitter.Part(
            writer,
            target.Type,
            () => { },
            target.IsBare ? "" : ModelEmitter.Interfaces(target),
            () => RefusedEmitter.Emit(writer, target, refusal, states),
            isFileScoped: !target.IsBare);
        return writer.ToString();
    }

    private static EquatableArray<KernelFile> EmitModel(SourceWriter writer, CompiledModel compiled)
    {
        var model = new LoweredModel(compiled);
        FileEmitter.Part(
            writer,
            model.Target.Type,
            () => DocumentationEmitter.Emit(writer, model),
            ModelEmitter.Interfaces(model.Target),
            () => ModelEmitter.Emit(writer, model));
        string space = KernelIdentity.Namespace(model.Target.Project);
        return compiled.Kernels
            .Select(k => KernelFile.Create(k, space))
            .Concat(compiled.Entries.Select(e => KernelFile.Create(e, space)))
            .ToEquatableArray();
    }
}

/// <summary>The generated part of a type, and the kernels that it calls.</summary>
/// <param name="Text">The part.</param>
/// <param name="Kernels">The files of the kernels, which other types may call too.</param>
internal sealed record GeneratedType(string Text, EquatableArray<KernelFile> Kernels);
