using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Writes the members of an optimized class.</summary>
internal sealed class ModelEmitter(SourceWriter writer, DeclaredType type, string rule, double learningRate, IReadOnlyList<ModelParameter> parameters, ISet<string> taken)
{
    private readonly string _gradients = Identifiers.Unique("_gradients", taken);
    private readonly string _learningRate = Identifiers.Unique("_learningRate", taken);
    private readonly string _prepare = Identifiers.Unique(Surface.PrepareStep, taken);

    // Locals give way to the fields that the same methods use.
    private readonly string _gradientsLocal = Identifiers.Unique("gradients", taken);
    private readonly string _stepLocal = Identifiers.Unique("step", taken);
    private readonly string _modelLocal = Identifiers.Unique("model", taken);
    private readonly string _visitorLocal = Identifiers.Unique("visitor", taken);
    private readonly string _visitorType = Identifiers.Unique("TVisitor", taken);

    private IEnumerable<ModelParameter> Arrays => parameters.Where(p => p.Field.IsArray);

    public void Emit()
    {
        EmitFields();
        EmitProperties();
        EmitStep();
        EmitPrepare();
        EmitZeroGradients();
        EmitVisit();
        EmitGradients();
    }

    private void EmitFields()
    {
        foreach (ModelParameter parameter in parameters.Where(p => p.States.Count > 0))
        {
            writer.Line("// " + parameter.Field.Name);
            foreach (StateField state in parameter.States)
            {
                bool isArray = parameter.Field.IsArray && !state.PerField;
                string declared = state.PerField ? "double" : isArray ? parameter.Type + "?" : parameter.Type;
                string initial = isArray || state.Initial is null ? "" : " = " + state.Initial;
                writer.Line($"private {declared} {state.Name}{initial};");
            }

            writer.Line();
        }

        writer.Line($"private {Surface.GradientsType}? {_gradients};");
        writer.Line($"private double {_learningRate} = {Literals.Double(learningRate)};");
        writer.Line();
    }

    private void EmitProperties() => writer.Lines($$"""
        /// <summary>The gradients of the parameters: write them before each step.</summary>
        public {{Surface.GradientsType}} {{Surface.Gradients}} => {{_gradients}} ??= new(this);

        /// <inheritdoc/>
        public double {{Surface.LearningRate}}
        {
            get => {{_learningRate}};
            set => {{_learningRate}} = global::FusedOpt.ParameterCheck.LearningRate(value);
        }

        /// <inheritdoc/>
        public long {{Surface.StepCount}} { get; private set; }

        """);

    private void EmitStep()
    {
        writer.Line($"/// <summary>One step of {rule} over {Remarks.List(parameters.Select(p => p.Field.Name))}.</summary>");
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void {Surface.Step}()"))
        {
            EmitPrepared();
            IGrouping<Kernel, ModelParameter>[] groups = [.. parameters.GroupBy(p => p.Kernel)];
            bool usesStep = groups.Any(g => g.Key.StepName is not null);
            if (usesStep)
                writer.Line($"long {_stepLocal} = {Surface.StepCount} + 1;");
            foreach (IGrouping<Kernel, ModelParameter> group in groups)
            {
                string name = "global::FusedOpt.Generated." + group.Key.ClassName;
                string[] common = [.. new[] { group.Key.LearningRateName is null ? null : Surface.LearningRate, group.Key.StepName is null ? null : _stepLocal }.OfType<string>()];
                writer.Line();
                if (group.Key.FieldStates.Count > 0)
                {
                    // State of the whole field is part of its uniforms.
                    foreach (ModelParameter p in group)
                        writer.Line($"{name}.Update({Arguments(p)}, new {name}.Uniforms({string.Join(", ", common.Concat(p.FieldStates.Select(s => "ref " + s.Name)))}));");
                    continue;
                }

                string uniforms = Uniforms(group.Key, groups.Length == 1);
                writer.Line($"var {uniforms} = new {name}.Uniforms({string.Join(", ", common)});");
                foreach (ModelParameter p in group)
                    writer.Line($"{name}.Update({Arguments(p)}, in {uniforms});");
            }

            writer.Line();
            writer.Line(usesStep ? $"{Surface.StepCount} = {_stepLocal};" : $"{Surface.StepCount}++;");
        }

        writer.Line();
    }

    // Scalars need no check.
    private void EmitPrepared() => writer.Line($"{Surface.GradientsType} {_gradientsLocal} = {(Arrays.Any() ? _prepare + "()" : Surface.Gradients)};");

    private void EmitPrepare()
    {
        if (!Arrays.Any())
            return;
        bool hasState = Arrays.Any(p => p.ElementStates.Any());
        writer.Line($"/// <summary>Checks every array before anything is changed{(hasState ? ", and makes the state where there is none yet" : "")}.</summary>");
        using (writer.Block($"private {Surface.GradientsType} {_prepare}()"))
        {
            writer.Line($"{Surface.GradientsType} {_gradientsLocal} = {Surface.Gradients};");
            foreach (ModelParameter p in Arrays)
            {
                writer.Line($"global::FusedOpt.ParameterCheck.Gradient(\"{p.Path}\", {p.Name}, {_gradientsLocal}.{p.Name});");
                if (p.ElementStates.FirstOrDefault() is { } first)
                    writer.Line($"global::FusedOpt.ParameterCheck.State(\"{p.Path}\", {p.Name}, {first.Name});");
            }

            if (hasState)
                writer.Line();
            foreach (ModelParameter p in Arrays)
            {
                foreach (StateField state in p.ElementStates)
                {
                    string array = $"new {p.Kernel.ElementKeyword}[{p.Name}.Length]";
                    writer.Line($"{state.Name} ??= {(state.Initial is null ? array : $"global::FusedOpt.ParameterState.Filled({array}, {state.Initial})")};");
                }
            }

            writer.Line($"return {_gradientsLocal};");
        }

        writer.Line();
    }

    private void EmitZeroGradients()
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void {Surface.ZeroGradients}()"))
        {
            EmitPrepared();
            foreach (ModelParameter p in parameters)
                writer.Line(p.Field.IsArray ? $"global::System.Array.Clear({_gradientsLocal}.{p.Name});" : $"{_gradientsLocal}.{p.Name} = 0;");
        }

        writer.Line();
    }

    private void EmitVisit()
    {
        using (writer.Block($"void global::FusedOpt.IOptimizable.Visit<{_visitorType}>(ref {_visitorType} {_visitorLocal})"))
        {
            EmitPrepared();
            foreach (ModelParameter p in parameters)
            {
                writer.Line($"{_visitorLocal}.Parameter(\"{p.Field.Name}\", {Span(p, p.Name)}, {Span(p, _gradientsLocal + "." + p.Name)});");
                foreach (StateField state in p.States)
                    writer.Line($"{_visitorLocal}.State(\"{p.Field.Name}\", \"{state.CheckpointName}\", {(state.PerField ? $"new global::System.Span<double>(ref {state.Name})" : Span(p, state.Name))});");
            }
        }

        writer.Line();
    }

    private void EmitGradients()
    {
        writer.Line($"/// <summary>A gradient for each parameter of {type.Name}, under its name.</summary>");
        writer.Line(FileEmitter.GeneratedCode);
        using (writer.Block($"public sealed class {Surface.GradientsType}"))
        {
            using (writer.Block($"internal {Surface.GradientsType}({type.Self} {_modelLocal})"))
            {
                foreach (ModelParameter p in Arrays)
                    writer.Line($"{p.Name} = new {p.Kernel.ElementKeyword}[global::FusedOpt.ParameterCheck.Assigned(\"{p.Path}\", {_modelLocal}.{p.Name}).Length];");
            }

            foreach (ModelParameter p in parameters)
            {
                writer.Line();
                writer.Line($"/// <summary>The gradient of {p.Field.Name}{(p.Field.IsArray ? ", of the same length" : "")}.</summary>");
                writer.Line($"{(p.Field.IsPublic ? "public" : "internal")} {(p.Field.HidesMember ? "new " : "")}{p.Type} {p.Name};");
            }
        }
    }

    private string Uniforms(Kernel kernel, bool alone) => Identifiers.Unique(alone ? "uniforms" : kernel.ElementKeyword + "Uniforms", taken);

    private string Arguments(ModelParameter p)
    {
        string by = p.Field.IsArray ? "" : "ref ", gradient = p.Field.IsArray ? "" : "in ";
        return string.Join(", ", p.ElementStates.Select(s => by + s.Name).Prepend($"{gradient}{_gradientsLocal}.{p.Name}").Prepend(by + p.Name));
    }

    private static string Span(ModelParameter p, string value) =>
        $"new global::System.Span<{p.Kernel.ElementKeyword}>({(p.Field.IsArray ? "" : "ref ")}{value})";
}
