package credence.scoring;

/// An input that keeps a model from scoring an applicant.
///
/// @param input the input's name, as the model's spec has it
/// @param expected what would have been right, in words for a person; never the value that came
public record InputFault(String input, String expected) {}
