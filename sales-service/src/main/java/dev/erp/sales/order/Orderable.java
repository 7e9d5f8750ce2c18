package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How much of one line may be meant: more than 0, at most 1,000,000. How many decimals it may have is up to the product. */
@Constraint(validatedBy = Orderable.Check.class)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface Orderable {

    String message() default "must be more than 0 and at most 1,000,000";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Null is left to NotNull. */
    final class Check implements ConstraintValidator<Orderable, Quantity> {

        private static final Quantity MOST = Quantity.of(1_000_000);

        @Override
        public boolean isValid(Quantity quantity, ConstraintValidatorContext context) {
            return quantity == null || quantity.isPositive() && quantity.compareTo(MOST) <= 0;
        }
    }
}
